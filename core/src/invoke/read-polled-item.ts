import { outputInvalid } from '../errors/index.ts'
import { type Json, parseJson } from '../model/index.ts'
import type { BoundCall } from './bound-call.ts'
import { nameOf } from './name-of.ts'
import type { PolledItem } from './services.ts'

/**
 * An item as a trigger's own function yields it, copied as JSON: the function may go on with the same objects. Throws
 * `output-invalid` where it has no id that is text or where its data is no JSON.
 */
export function readPolledItem(call: BoundCall, value: unknown): PolledItem {
  const { id, data, cursor } = Object(value) as { readonly [Name in keyof PolledItem]?: unknown }
  if (typeof id !== 'string' || id === '')
    throw outputInvalid(`${nameOf(call)} yielded an item whose "id" is not text: ${typeof id}.`, {
      hint: 'Yield { id, data }; the id is the same text whenever the item comes again.',
    })
  const copied = copyOf(data, { call, id, part: 'data' })
  if (copied === undefined)
    throw outputInvalid(`${nameOf(call)} yielded item "${id}" without "data".`, { hint: 'Yield { id, data }.' })
  const stands = copyOf(cursor, { call, id, part: 'cursor' })
  return { id, data: copied, ...(stands !== undefined && { cursor: stands }) }
}

interface Part {
  readonly call: BoundCall
  readonly id: string
  readonly part: 'data' | 'cursor'
}

/** `undefined` where there is nothing that JSON has. */
function copyOf(value: unknown, { call, id, part }: Part): Json | undefined {
  try {
    const text: string | undefined = JSON.stringify(value)
    return text === undefined ? undefined : parseJson(text)
  } catch (cause) {
    throw outputInvalid(`${nameOf(call)} yielded item "${id}" whose "${part}" can't be written as JSON.`, {
      cause,
      hint: 'Give plain values only: no cycles, no bigint.',
    })
  }
}
