/** A piece of a text that is nearly JSON. */
export interface Token {
  readonly kind: '{' | '}' | '[' | ']' | ',' | ':' | 'text' | 'literal' | 'end' | 'wrong'
  readonly start: number
  readonly end: number
}

const punctuation = new Set(['{', '}', '[', ']', ',', ':'])
/** A number, or `true`, `false`, `null` (RFC 8259). */
const literal = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y
const text = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y
const blank = /[\s\ufeff]*/y
const comment = /\/\/[^\n\r]*|\/\*[\s\S]*?\*\//y

/** The token after `at`, comments passed over: `commented` is told where each begins. */
export function nextToken(source: string, at: number, commented?: (at: number) => void): Token {
  let start = endOf(blank, source, at)
  while (source[start] === '/') {
    const end = endOf(comment, source, start)
    if (end === start) return { kind: 'wrong', start, end: start + 1 }
    commented?.(start)
    start = endOf(blank, source, end)
  }
  const character = source[start]
  if (character === undefined) return { kind: 'end', start, end: start }
  if (punctuation.has(character)) return { kind: character as Token['kind'], start, end: start + 1 }
  const end = endOf(character === '"' ? text : literal, source, start)
  if (end === start) return { kind: 'wrong', start, end: start + 1 }
  return { kind: character === '"' ? 'text' : 'literal', start, end }
}

/** Where a sticky pattern's match ends; `at` where there is none. */
function endOf(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(source) ? pattern.lastIndex : at
}

/**
 * The value of a text token, with what JSON does not allow in it: control characters, and escapes of other characters.
 */
export function textOf(source: string, { start, end }: Token): { readonly value: string; readonly plain: boolean } {
  const written = source.slice(start, end)
  try {
    return { value: JSON.parse(written) as string, plain: true }
  } catch {
    return { value: mended(written), plain: false }
  }
}

function mended(written: string): string {
  const escaped = written
    .replaceAll(/\\(?:(["\\/bfnrt]|u[0-9a-fA-F]{4})|([\s\S]))/g, (whole, known, other: string) =>
      known === undefined ? JSON.stringify(other).slice(1, -1) : whole,
    )
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is mended.
    .replaceAll(/[\u0000-\u001f]/g, (control) => JSON.stringify(control).slice(1, -1))
  return JSON.parse(escaped) as string
}
