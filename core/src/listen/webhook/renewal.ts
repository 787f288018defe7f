import {
  dict,
  type Json,
  type JsonObject,
  type OperationName,
  type Subscribe,
  valueAt,
  type Webhook,
} from '../../model/index.ts'
import { endOf, instantOf, valueOfKept } from './read-subscribed.ts'
import type { CallAnswer } from './webhook-trigger.ts'

/**
 * Milliseconds until it is time to renew; 0 where it is. Without `renew`, it is subscribed anew a tenth before its end.
 */
export function restUntilRenewal(
  { ends }: { readonly ends: number | null },
  { renew, subscribe }: Webhook,
  now: number,
): number {
  if (ends === null) return Number.POSITIVE_INFINITY
  if (renew !== undefined) return Math.max(0, ends - renew.before - now)
  const after = subscribe?.expires !== undefined && 'after' in subscribe.expires ? subscribe.expires.after : minute * 10
  return Math.max(0, ends - Math.min(after / 10, minute) - now)
}

const minute = 60_000

interface Renewed {
  readonly answer: CallAnswer
  readonly subscribed: Subscribe
  readonly began: number
  readonly kept: JsonObject
  readonly operation: OperationName
}

/** What a renewal's answer does not say stays as it is. */
export function renewal({ answer, subscribed, began, kept, operation }: Renewed): {
  kept: JsonObject
  ends: number | null
} {
  const changed = Object.entries(subscribed.keep).flatMap(([name, place]): [string, Json][] => {
    const value = valueOfKept(answer, place)
    return value === undefined || value === null ? [] : [[name, value]]
  })
  const { expires } = subscribed
  const said = expires !== undefined && 'at' in expires ? instantOf(valueAt(answer.body, expires.at)) : null
  return {
    kept: dict([...Object.entries(kept), ...changed]),
    ends: said ?? endOf(answer.body, subscribed, { began, operation }),
  }
}
