import { type Characters, characters, classes, without } from './characters.ts'

export interface Reading {
  /** By code point. */
  readonly text: readonly string[]
  at: number
}

/** What is written is no regular expression, or none that is understood. */
export class Unreadable extends Error {}

const controls: Readonly<Record<string, number>> = { f: 12, n: 10, r: 13, t: 9, v: 11, 0: 0 }

/** After a backslash. */
export function readEscape(reading: Reading): Characters {
  const mark = reading.text[reading.at++] ?? ''
  if (Object.hasOwn(classes, mark)) return classes[mark] as Characters
  const code = Object.hasOwn(controls, mark) ? controls[mark] : codeOf(mark, reading)
  if (code === undefined || (mark === '0' && /\d/.test(reading.text[reading.at] ?? ''))) throw new Unreadable()
  return characters([code, code])
}

function codeOf(mark: string, reading: Reading): number | undefined {
  if (mark === 'x') return hexadecimal(/^([0-9a-f]{2})/i, reading)
  if (mark === 'u') return hexadecimal(/^(?:\{([0-9a-f]{1,6})\}|([0-9a-f]{4}))/i, reading)
  return mark === '' || /[A-Za-z0-9]/.test(mark) ? undefined : mark.codePointAt(0)
}

function hexadecimal(written: RegExp, reading: Reading): number | undefined {
  const found = written.exec(reading.text.slice(reading.at, reading.at + 8).join(''))
  if (found === null) return undefined
  reading.at += found[0].length
  const code = Number.parseInt(found[1] ?? found[2] ?? '', 16)
  return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? undefined : code
}

/** After the opening bracket. */
export function readClass(reading: Reading): Characters {
  const isTurned = reading.text[reading.at] === '^'
  if (isTurned) reading.at++
  const ranges: (readonly [number, number])[] = []
  while (reading.text[reading.at] !== ']') ranges.push(...rangeAt(reading))
  reading.at++
  return isTurned ? without(characters(...ranges)) : characters(...ranges)
}

function rangeAt(reading: Reading): Characters {
  const from = memberAt(reading)
  if (reading.text[reading.at] !== '-' || reading.text[reading.at + 1] === ']') return from
  reading.at++
  const to = memberAt(reading)
  const [first, last] = [only(from), only(to)]
  if (first === undefined || last === undefined) return [...from, [45, 45], ...to]
  if (first > last) throw new Unreadable()
  return [[first, last]]
}

function memberAt(reading: Reading): Characters {
  const mark = reading.text[reading.at++]
  if (mark === undefined) throw new Unreadable()
  if (mark !== '\\') return characters([mark.codePointAt(0) ?? 0, mark.codePointAt(0) ?? 0])
  if (reading.text[reading.at] !== 'b') return readEscape(reading)
  reading.at++
  return characters([8, 8])
}

function only(some: Characters): number | undefined {
  const [first, second] = some
  return first !== undefined && second === undefined && first[0] === first[1] ? first[0] : undefined
}
