/** What Ajv takes as a `regExp` engine. */
interface Engine {
  (pattern: string, flags: string): RegExp
  readonly code: string
}

/**
 * Compiles a schema's `pattern` with the flag that JSON Schema asks for, else without: vendors write patterns that `u`
 * refuses, such as `\-`. One that no JavaScript takes matches everything.
 */
export const compilePattern: Engine = Object.assign(
  (pattern: string, flags: string): RegExp => tryPattern(pattern, flags) ?? tryPattern(pattern, '') ?? /(?:)/,
  { code: 'new RegExp' },
)

function tryPattern(pattern: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(pattern, flags)
  } catch {
    return undefined
  }
}
