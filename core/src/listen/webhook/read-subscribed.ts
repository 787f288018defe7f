import { type JackfieldError, outputInvalid } from '../../errors/index.ts'
import {
  dict,
  type Json,
  type JsonObject,
  type Kept,
  type OperationName,
  type Subscribe,
  type Verification,
  valueAt,
} from '../../model/index.ts'
import type { CallAnswer } from './webhook-trigger.ts'

/**
 * What `keep` says of the answer, without a header or what is `at` a place that it has not. Throws `output-invalid`
 * where something else is not in its body: it could not be ended.
 */
export function keptOf(answer: CallAnswer, { keep }: Subscribe, operation: OperationName): JsonObject {
  return dict(
    Object.entries(keep).flatMap(([name, place]) => {
      const value = valueOfKept(answer, place)
      if (value !== undefined && value !== null) return [[name, value] as const]
      if (typeof place === 'string') throw lacking(operation, place)
      return []
    }),
  )
}

export function valueOfKept({ body, headers }: CallAnswer, place: Kept): Json | undefined {
  if (typeof place === 'string') return valueAt(body, place)
  return 'at' in place ? valueAt(body, place.at) : headers[place.header.toLowerCase()]
}

/** By which deliveries are verified; `null` where that is none of the subscription's. */
export function secretIn(
  answer: Json,
  verify: Verification,
  { made, operation }: { readonly made: string; readonly operation: OperationName },
): string | null {
  if (verify.kind === 'url' || verify.secret.from === 'connection') return null
  if (verify.secret.from === 'generated') return made
  const value = valueAt(answer, verify.secret.at)
  if (typeof value !== 'string' || value === '') throw lacking(operation, verify.secret.at)
  return value
}

/** When the subscription ends, in milliseconds since 1970; `null`: never. */
export function endOf(
  answer: Json,
  { expires }: Subscribe,
  { began, operation }: { readonly began: number; readonly operation: OperationName },
): number | null {
  if (expires === undefined) return null
  if ('after' in expires) return began + expires.after
  const ends = instantOf(valueAt(answer, expires.at))
  if (ends === null) throw lacking(operation, expires.at)
  return ends
}

/** A date-time, or seconds since 1970. */
export function instantOf(value: Json | undefined): number | null {
  if (typeof value === 'number' && Number.isFinite(value)) return value * 1000
  if (typeof value !== 'string') return null
  const at = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value)
  return Number.isFinite(at) ? at : null
}

function lacking(operation: OperationName, at: string): JackfieldError {
  return outputInvalid(`"${operation}" was subscribed, and the answer has nothing usable at "${at}".`, {
    hint: 'Correct the pointers of its "subscribe", or what the service answers; it is subscribed again.',
  })
}
