import { operationUnknown } from '../errors/index.ts'
import { pollCode, pollLocation, pollPages } from '../invoke/index.ts'
import {
  codePolling,
  declaredPolling,
  locationPolling,
  type Polling,
  type WebhookRoom,
  type WebhookTrigger,
} from '../listen/index.ts'
import type { Json, JsonObject, Listener } from '../model/index.ts'
import type { Calls } from './calls.ts'

/** How a listener hears of events: of the revision that its dependent is bound to, over its connection. */
export function createPolling(
  calls: Calls,
  webhooks: WebhookRoom,
): (listener: Listener) => Promise<Polling | WebhookTrigger> {
  return async (listener) => {
    const trigger = await webhooks.trigger(listener)
    if (trigger !== undefined) return trigger
    const { organisation, dependent, operation, connection } = listener
    const call = await calls.bound({ organisation, dependent, operation, connection })
    const { poll, code } = call.operation
    const request = (input: JsonObject, cursor: Json, signal: AbortSignal) =>
      ({ input, cursor, signal, idempotencyKey: crypto.randomUUID() }) as const
    if (poll?.cursor?.type === 'location')
      return locationPolling({
        poll: { ...poll, cursor: poll.cursor },
        next: (given, location, signal) => pollLocation(call, { ...request(given, null, signal), location }),
      })
    if (poll !== undefined) return declaredPolling({ poll, pages: (...given) => pollPages(call, request(...given)) })
    if (code?.poll !== undefined)
      return codePolling({ poll: code.poll, items: (...given) => pollCode(call, request(...given)) })
    throw operationUnknown(`"${operation}" is not a polling trigger.`)
  }
}
