import type { Problem } from '@jackfield/core'

export interface DecodedText {
  readonly text: string
  /** A warning, where the bytes are not what they should be. */
  readonly problems: readonly Problem[]
}

/**
 * UTF-8, with or without a byte-order mark, or UTF-16 with one. Anything else is read as Windows-1252, or, where some
 * of it is UTF-8, with U+FFFD for what is not: a warning says which, and where the first wrong byte stands.
 */
export function decodeText(bytes: Uint8Array, file: string): DecodedText {
  const marked = byMark(bytes)
  if (marked !== undefined) return { text: marked, problems: [] }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), problems: [] }
  } catch {
    const replaced = new TextDecoder('utf-8').decode(bytes)
    const mixed = /[^\p{ASCII}\uFFFD]/u.test(replaced)
    const text = mixed ? replaced : new TextDecoder('windows-1252').decode(bytes)
    return { text, problems: [notUtf8(replaced, file, mixed ? 'with U+FFFD for what is not' : 'as Windows-1252')] }
  }
}

function byMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return undefined
}

function notUtf8(replaced: string, file: string, how: string): Problem {
  const before = replaced.slice(0, replaced.indexOf('\uFFFD')).split('\n')
  return {
    code: 'text-encoding',
    severity: 'warning',
    message: `It is not UTF-8 text; it was read ${how}.`,
    file,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    pointer: '',
    hint: 'save it as UTF-8.',
  }
}
