import { type Beyond, type Texts, textBeyond } from './text-beyond.ts'

/** A text that fits all of the sender's patterns and is refused by one of the reader's. */
export function patternBeyond(sender: Texts, reader: readonly string[]): Beyond {
  const refused = reader.map((pattern) => {
    const found = sender.patterns.includes(pattern) || isIdle(pattern) ? none : textBeyond(sender, pattern)
    return found.kind === 'unknown' ? sampleBeyond(sender, pattern) : found
  })
  return refused.find(({ kind }) => kind === 'text') ?? refused.find(({ kind }) => kind === 'unknown') ?? none
}

const none: Beyond = { kind: 'none' }

/**
 * Whether every text fits: what the empty text fits, and what asks nothing of the characters around, is found anywhere
 * (JSON Schema 2020-12, 6.3.3), also where it is too large or too odd for an automaton.
 */
function isIdle(pattern: string): boolean {
  const outline = pattern.replaceAll(/\\[^bB]/g, '').replaceAll(/\[\^?[^[\]]*\]/g, '')
  return !/[\^$\\[]|\(\?(?:<?[=!])/.test(outline) && compile(pattern)?.test('') === true
}

const samples = [
  '',
  '\n',
  'x',
  'X',
  '0',
  ' ',
  '-',
  '!',
  'ab',
  '00',
  'a0',
  'A0',
  '0a',
  'Ab',
  'abc',
  '012',
  'ABC',
  '~~~~',
]
/** Longer patterns are not tried: what an engine makes of them could take long even for texts this short. */
const maxTried = 100

/** Where automata tell nothing, some short texts do. */
function sampleBeyond({ patterns, minLength = 0, maxLength = 4 }: Texts, pattern: string): Beyond {
  const tried = [pattern, ...patterns]
  const compiled = tried.flatMap((one) => (one.length > maxTried ? [] : (compile(one) ?? [])))
  const [reader, ...senders] = compiled
  if (reader === undefined || compiled.length < tried.length) return { kind: 'unknown' }
  const text = samples.find(
    (one) =>
      one.length >= minLength &&
      one.length <= maxLength &&
      senders.every((each) => each.test(one)) &&
      !reader.test(one),
  )
  return text === undefined ? { kind: 'unknown' } : { kind: 'text', text }
}

function compile(pattern: string): RegExp | undefined {
  for (const flags of ['u', ''])
    try {
      return new RegExp(pattern, flags)
    } catch {
      // Some are written for engines that take more.
    }
  return undefined
}
