import { type Automaton, createAutomaton, type States } from './automaton.ts'
import type { Characters } from './characters.ts'
import { parsePattern } from './parse-pattern.ts'

/** Texts that fit all of the patterns and have so many characters. */
export interface Texts {
  readonly patterns: readonly string[]
  readonly minLength?: number | undefined
  readonly maxLength?: number | undefined
}

/** Whether one set of texts lies within another: `none` lies beyond, a `text` does, or it was not found out. */
export type Beyond = { readonly kind: 'none' | 'unknown' } | { readonly kind: 'text'; readonly text: string }

/** States that are gone through; more tell nothing. */
const maxWork = 200_000
/** Places where what is told apart may change. */
const maxBounds = 600
/** Longer texts are not looked for one by one. */
const maxCounted = 64

const unknown: Beyond = { kind: 'unknown' }
const known = new Map<string, Beyond>()
const maxKnown = 1_000

/**
 * Looks for the shortest text of the sender's that a pattern refuses. Decided by automata, so that no pattern can stall
 * it.
 */
export function textBeyond(sender: Texts, pattern: string): Beyond {
  const key = JSON.stringify([sender.patterns, sender.minLength ?? 0, sender.maxLength ?? -1, pattern])
  const found = known.get(key) ?? search(sender, pattern)
  if (known.size >= maxKnown) known.clear()
  known.set(key, found)
  return found
}

function search(sender: Texts, pattern: string): Beyond {
  const automata = [...sender.patterns, pattern].map(automatonOf)
  const reader = automata.at(-1)
  const senders = automata.slice(0, -1)
  if (reader === undefined || senders.includes(undefined)) return unknown
  const automatic = { senders: senders as readonly Automaton[], reader }
  // What no text of any length shows, none of some length does; and the shortest one may do.
  const ofAnyLength = walk({ ...automatic, least: 0, most: Number.POSITIVE_INFINITY, counted: 1 })
  if (ofAnyLength.kind !== 'text' || hasLength(ofAnyLength.text, sender)) return ofAnyLength
  return walk({ ...automatic, ...counted(sender) })
}

function hasLength(text: string, { minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Texts): boolean {
  const { length } = [...text]
  return length >= minLength && length <= maxLength
}

function automatonOf(pattern: string): Automaton | undefined {
  const parsed = parsePattern(pattern)
  return parsed === undefined ? undefined : createAutomaton(parsed)
}

interface Search {
  readonly senders: readonly Automaton[]
  readonly reader: Automaton
  readonly least: number
  readonly most: number
  /** Texts of this length and longer count as one. */
  readonly counted: number
}

function counted({ minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Texts): Omit<Search, 'senders' | 'reader'> {
  const longest = Number.isFinite(maxLength) ? maxLength + 1 : minLength
  return { least: minLength, most: maxLength, counted: Math.max(1, minLength, longest) }
}

interface Place {
  readonly text: string
  readonly length: number
  readonly senders: readonly States[]
  readonly reader: States
}

/** Shorter texts first. */
function walk(search: Search): Beyond {
  const alphabet = representatives([...search.senders, search.reader].flatMap((automaton) => automaton.sets))
  if (alphabet === undefined) return unknown
  const places: Place[] = [
    { text: '', length: 0, senders: search.senders.map(({ start }) => start), reader: search.reader.start },
  ]
  const seen = new Set<string>()
  let work = 0
  for (const place of places) {
    if (isBeyond(place, search)) return { kind: 'text', text: place.text }
    if (place.length >= search.most) continue
    if (place.length > maxCounted && search.counted > maxCounted) return unknown
    for (const character of alphabet) {
      const next = step(place, character, search)
      work += next.reader.length + next.senders.reduce((sum, states) => sum + states.length, 1)
      if (work > maxWork) return unknown
      const key = JSON.stringify([Math.min(next.length, search.counted), next.senders, next.reader])
      if (seen.has(key) || next.senders.some((states) => states.length === 0)) continue
      seen.add(key)
      places.push(next)
    }
  }
  return { kind: 'none' }
}

function isBeyond({ length, senders, reader }: Place, search: Search): boolean {
  if (length < search.least || length > search.most) return false
  const isEmpty = length === 0
  return (
    senders.every((states, index) => search.senders[index]?.accepts(states, isEmpty)) &&
    !search.reader.accepts(reader, isEmpty)
  )
}

function step({ text, length, senders, reader }: Place, character: number, search: Search): Place {
  return {
    text: text + String.fromCodePoint(character),
    length: length + 1,
    senders: senders.map((states, index) => search.senders[index]?.next(states, character) ?? []),
    reader: search.reader.next(reader, character),
  }
}

/** One character of each kind that is told apart: a plain one where there is one. */
function representatives(all: readonly Characters[]): readonly number[] | undefined {
  const sets = [...new Map(all.map((set) => [JSON.stringify(set), set])).values()]
  const bounds = new Set([0, 0xe000, ...sets.flat().flatMap(([first, last]) => [first, last + 1])])
  if (bounds.size > maxBounds) return undefined
  const starts = [...bounds].filter(isCharacter).sort((a, b) => a - b)
  const kinds = new Map<string, number>()
  for (const [index, start] of starts.entries()) {
    const end = (starts[index + 1] ?? 0x110000) - 1
    const kind = sets.map((set) => (set.some(([first, last]) => start >= first && start <= last) ? 1 : 0)).join('')
    const found = plain.find((one) => one >= start && one <= end) ?? start
    const before = kinds.get(kind)
    if (before === undefined || (plain.includes(found) && !plain.includes(before))) kinds.set(kind, found)
  }
  return [...kinds.values()]
}

const plain = [...'xa0AX19-_ .,:/!~'].map((one) => one.codePointAt(0) ?? 0)
const isCharacter = (code: number): boolean => code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
