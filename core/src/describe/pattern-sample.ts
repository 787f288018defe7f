/** A short text that a regular expression matches whole; `undefined` where it says what this does not understand. */
export function patternSample(pattern: string): string | undefined {
  const reading = { pattern, at: 0 }
  try {
    const text = alternatives(reading)
    return reading.at === pattern.length && new RegExp(pattern, 'u').test(text) ? text : undefined
  } catch {
    return undefined
  }
}

interface Reading {
  readonly pattern: string
  at: number
}

/** The first of them. */
function alternatives(reading: Reading): string {
  const first = sequence(reading)
  while (reading.pattern[reading.at] === '|') {
    reading.at++
    sequence(reading)
  }
  return first
}

function sequence(reading: Reading): string {
  let text = ''
  while (reading.at < reading.pattern.length && !'|)'.includes(reading.pattern[reading.at] ?? '')) {
    const one = atom(reading)
    text += one.repeat(times(reading))
    if (text.length > 1000) throw new Error('too long')
  }
  return text
}

function atom(reading: Reading): string {
  const mark = reading.pattern[reading.at++] as string
  if (mark === '^' || mark === '$') return ''
  if (mark === '.') return 'a'
  if (mark === '[') return setOf(reading)
  if (mark === '(') return group(reading)
  if (mark === '\\') return escaped(reading.pattern[reading.at++] ?? '')
  return mark
}

const classes: Readonly<Record<string, string>> = {
  d: '0',
  w: 'a',
  s: ' ',
  D: 'a',
  W: '-',
  S: 'a',
  b: '',
  n: '\n',
  t: '\t',
}

function escaped(letter: string): string {
  const known = classes[letter]
  if (known !== undefined) return known
  if (/[A-Za-z0-9]/.test(letter)) throw new Error('not understood')
  return letter
}

function group(reading: Reading): string {
  const special = /^\?(:|<[A-Za-z]\w*>)?/.exec(reading.pattern.slice(reading.at))
  if (special !== null && special[1] === undefined) throw new Error('not understood')
  reading.at += special?.[0].length ?? 0
  const text = alternatives(reading)
  if (reading.pattern[reading.at++] !== ')') throw new Error('not understood')
  return text
}

/** The first character of a set that says what it has; one that says what it lacks is tried out. */
function setOf(reading: Reading): string {
  const set = /^(?:[^\]\\]|\\.)*\]/.exec(reading.pattern.slice(reading.at))?.[0]
  if (set === undefined) throw new Error('not understood')
  reading.at += set.length
  const matches = new RegExp(`[${set}`, 'u')
  const found = [...'aA0-_ .,:;/#'].find((one) => matches.test(one)) ?? (set[0] === '\\' ? set[1] : set[0])
  if (found === undefined || !matches.test(found)) throw new Error('not understood')
  return found
}

/** The fewest repetitions that the quantifier asks for, one where it asks for none. */
function times(reading: Reading): number {
  const found = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(reading.pattern.slice(reading.at))
  if (found === null) return 1
  reading.at += found[0].length
  if (found[1] !== undefined) return Number(found[1])
  return found[0].startsWith('?') ? 0 : 1
}
