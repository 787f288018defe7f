import { createContext, Script } from 'node:vm'

const longestHostName = 253
const longestMatch = 100

const sandbox: { pattern: string; flags: string; value: string } = Object.create(null)
let matcher: { run(): boolean } | undefined

/**
 * Whether a manifest's pattern matches the whole of a value. The pattern is foreign and may backtrack for years, so the
 * value is at most 253 characters and the match is stopped after 100 ms, which counts as no match.
 * Throws `SyntaxError` for a pattern that is none.
 */
export function matchesWhole(pattern: string, value: string): boolean {
  sandbox.flags = flagsOf(pattern)
  if (value.length > longestHostName) return false
  matcher ??= createMatcher()
  sandbox.pattern = `^(?:${pattern})$`
  sandbox.value = value
  try {
    return matcher.run()
  } catch {
    return false
  }
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
