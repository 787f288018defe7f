import { type JackfieldError, outputInvalid } from '../errors/index.ts'
import { itemCursor, type Json, type OperationName, type Pointer, type Poll, valueAt } from '../model/index.ts'
import { type Position, readPosition } from './cursor-position.ts'
import { dedupeKey } from './dedupe-key.ts'

/** One item of a page, with what makes it the same and where it stands. */
interface PlacedItem {
  readonly key: string
  readonly data: Json
  readonly position: Position | null
}

/**
 * A page's items with their dedupe keys and positions. An item whose key or cursor can't be read makes the whole page
 * an error (`output-invalid`): handing off the others and moving on would lose it.
 */
export function readItems(items: readonly Json[], poll: Poll, operation: OperationName): PlacedItem[] {
  return items.map((data, index) => {
    const refuse = (at: Pointer, lacks: string): JackfieldError => refusal({ operation, index, at, lacks })
    const values = poll.dedupe.key.map((at) => {
      const value = valueAt(data, at)
      if (value === undefined || value === null) throw refuse(at, 'a value, which its dedupe key needs')
      return value
    })
    return { key: dedupeKey(values), data, position: positionOf(data, poll, refuse) }
  })
}

function positionOf(item: Json, poll: Poll, refuse: (at: Pointer, lacks: string) => JackfieldError): Position | null {
  const cursor = itemCursor(poll)
  if (cursor === undefined) return null
  const position = readPosition(cursor.type, valueAt(item, cursor.from))
  if (position === null) throw refuse(cursor.from, `a ${cursor.type}, which its cursor needs`)
  return position
}

interface Refused {
  readonly operation: OperationName
  readonly index: number
  readonly at: Pointer
  readonly lacks: string
}

function refusal({ operation, index, at, lacks }: Refused): JackfieldError {
  return outputInvalid(
    `Trigger "${operation}" got a page whose item ${index + 1} has no "${at}" that is ${lacks}; nothing of the page was handed off.`,
    { hint: 'Correct the pointers of its "dedupe" and "cursor", or what the service answers; it is polled again.' },
  )
}
