import { anyButLineEnd, type Characters, characters } from './characters.ts'
import { type Reading, readClass, readEscape, Unreadable } from './read-characters.ts'

/** A regular expression as a tree; what can't be told by an automaton is none of it. */
export type Expression =
  | { readonly kind: 'characters'; readonly of: Characters }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Expression[] }
  | { readonly kind: 'repeat'; readonly part: Expression; readonly least: number; readonly most: number }

const maxLength = 1_000
const maxDepth = 50

/** Reads a `pattern` (ECMA-262); `undefined` for what looks around, refers back or is not known here. */
export function parsePattern(pattern: string): Expression | undefined {
  if (pattern.length > maxLength) return undefined
  const reading: Reading = { text: [...pattern], at: 0 }
  try {
    const whole = choice(reading, 0)
    return reading.at === reading.text.length ? whole : undefined
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}

function choice(reading: Reading, depth: number): Expression {
  if (depth > maxDepth) throw new Unreadable()
  const parts = [sequence(reading, depth)]
  while (reading.text[reading.at] === '|') {
    reading.at++
    parts.push(sequence(reading, depth))
  }
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'choice', parts }
}

function sequence(reading: Reading, depth: number): Expression {
  const parts: Expression[] = []
  for (let next = reading.text[reading.at]; next !== undefined && next !== '|' && next !== ')'; ) {
    parts.push(repeated(atom(reading, depth), reading))
    next = reading.text[reading.at]
  }
  return { kind: 'sequence', parts }
}

function atom(reading: Reading, depth: number): Expression {
  const mark = reading.text[reading.at++] ?? ''
  if (mark === '^') return { kind: 'start' }
  if (mark === '$') return { kind: 'end' }
  if (mark === '(') return group(reading, depth)
  if ('*+?'.includes(mark)) throw new Unreadable()
  return { kind: 'characters', of: charactersAt(mark, reading) }
}

function charactersAt(mark: string, reading: Reading): Characters {
  if (mark === '.') return anyButLineEnd
  if (mark === '[') return readClass(reading)
  if (mark === '\\') return readEscape(reading)
  const code = mark.codePointAt(0) ?? 0
  return characters([code, code])
}

/** Groups that capture, have a name or do not capture are one; others look around. */
function group(reading: Reading, depth: number): Expression {
  const special = /^\?(?::|<[A-Za-z_]\w*>)?/.exec(reading.text.slice(reading.at, reading.at + 64).join(''))?.[0]
  if (special === '?') throw new Unreadable()
  reading.at += special?.length ?? 0
  const inner = choice(reading, depth + 1)
  if (reading.text[reading.at++] !== ')') throw new Unreadable()
  return inner
}

function repeated(part: Expression, reading: Reading): Expression {
  const rest = reading.text.slice(reading.at, reading.at + 16).join('')
  const [written, least, comma, most] = /^(?:[*+?]|\{(\d{1,4})(,)?(\d{1,4})?\})/.exec(rest) ?? []
  if (written === undefined) return part
  reading.at += written.length
  if (reading.text[reading.at] === '?') reading.at++
  if (/[*+?{]/.test(reading.text[reading.at] ?? '')) throw new Unreadable()
  return { kind: 'repeat', part, ...times(written, { least, most: comma === undefined ? least : most }) }
}

function times(
  written: string,
  said: { readonly least: string | undefined; readonly most: string | undefined },
): { readonly least: number; readonly most: number } {
  if (written === '*') return { least: 0, most: Number.POSITIVE_INFINITY }
  if (written === '+') return { least: 1, most: Number.POSITIVE_INFINITY }
  if (written === '?') return { least: 0, most: 1 }
  return { least: Number(said.least), most: said.most === undefined ? Number.POSITIVE_INFINITY : Number(said.most) }
}
