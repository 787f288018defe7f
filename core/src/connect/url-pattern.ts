const longestHostName = 253
/** Milliseconds. */
const longestMatch = 100
const mostAttempts = 20
const mostRemembered = 1_000

const sandbox: { pattern: string; flags: string; value: string } = Object.create(null)
let matcher: Matcher | undefined
/** What has matched: every request asks again, and each match under a time limit starts a thread. */
const matched = new Map<string, string>()

/** The first group of the match, or all of it; `null` where nothing matches. */
interface Matcher {
  run(): string | null
}

/**
 * Whether a manifest's pattern matches the whole of a value. The pattern is foreign and may backtrack for years, so the
 * value is at most 253 characters and the match is stopped after 100 ms of computing, which counts as no match.
 * Throws `SyntaxError` for a pattern that is none.
 */
export function matchesWhole(pattern: string, value: string): boolean {
  return captureWhole(pattern, value) !== null
}

/**
 * What the pattern's first group matches, or the whole value where it has none; `null` where {@link matchesWhole} says
 * no.
 */
export function captureWhole(pattern: string, value: string): string | null {
  const asked = `${pattern}\n${value}`
  const known = matched.get(asked)
  if (known !== undefined) return known
  const captured = match(pattern, value)
  if (captured !== null && matched.size < mostRemembered) matched.set(asked, captured)
  return captured
}

function match(pattern: string, value: string): string | null {
  sandbox.flags = flagsOf(pattern)
  if (value.length > longestHostName) return null
  matcher ??= createMatcher()
  sandbox.pattern = `^(?:${pattern})$`
  sandbox.value = value
  return runWithin(matcher)
}

/** The limit is of time that passes: on a busy machine it also stops a match that was given no time to run. */
function runWithin({ run }: Matcher): string | null {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const before = process.threadCpuUsage()
    try {
      return run()
    } catch {
      const { user, system } = process.threadCpuUsage(before)
      if (user + system > (longestMatch * 1_000) / 2) return null
    }
  }
  return null
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

function createMatcher(): Matcher {
  // Loaded with the first pattern: most starts match none.
  const { createContext, Script } = process.getBuiltinModule('node:vm')
  const context = createContext(sandbox)
  const script = new Script(
    '(([whole, group] = []) => group ?? whole ?? null)(new RegExp(pattern, flags).exec(value) ?? [])',
  )
  return { run: () => script.runInContext(context, { timeout: longestMatch }) as string | null }
}
