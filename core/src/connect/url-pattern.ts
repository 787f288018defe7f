import { createContext, Script } from 'node:vm'

const longestHostName = 253
/** Milliseconds. */
const longestMatch = 100
const mostAttempts = 20
const mostRemembered = 1_000

const sandbox: { pattern: string; flags: string; value: string } = Object.create(null)
let matcher: { run(): boolean } | undefined
/** What has matched: every request asks again, and each match under a time limit starts a thread. */
const matched = new Set<string>()

/**
 * Whether a manifest's pattern matches the whole of a value. The pattern is foreign and may backtrack for years, so the
 * value is at most 253 characters and the match is stopped after 100 ms of computing, which counts as no match.
 * Throws `SyntaxError` for a pattern that is none.
 */
export function matchesWhole(pattern: string, value: string): boolean {
  const asked = `${pattern}\n${value}`
  if (matched.has(asked)) return true
  const matches = match(pattern, value)
  if (matches && matched.size < mostRemembered) matched.add(asked)
  return matches
}

function match(pattern: string, value: string): boolean {
  sandbox.flags = flagsOf(pattern)
  if (value.length > longestHostName) return false
  matcher ??= createMatcher()
  sandbox.pattern = `^(?:${pattern})$`
  sandbox.value = value
  return runWithin(matcher)
}

/** The limit is of time that passes: on a busy machine it also stops a match that was given no time to run. */
function runWithin({ run }: { run(): boolean }): boolean {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const before = process.threadCpuUsage()
    try {
      return run()
    } catch {
      const { user, system } = process.threadCpuUsage(before)
      if (user + system > (longestMatch * 1_000) / 2) return false
    }
  }
  return false
}

/** Compiled by itself, so that an unbalanced pattern does not escape the group around it. */
function flagsOf(pattern: string): string {
  try {
    new RegExp(pattern, 'u')
    return 'u'
  } catch {
    new RegExp(pattern)
    return ''
  }
}

function createMatcher(): { run(): boolean } {
  const context = createContext(sandbox)
  const script = new Script('new RegExp(pattern, flags).test(value)')
  return { run: () => script.runInContext(context, { timeout: longestMatch }) as boolean }
}
