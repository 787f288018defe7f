import { operationUnknown } from '../errors/index.ts'
import { pollPages } from '../invoke/index.ts'
import type { Polling } from '../listen/index.ts'
import type { Listener } from '../model/index.ts'
import type { Calls } from './calls.ts'

/** How a listener's trigger is polled: of the revision that its dependent is bound to, over its connection. */
export function createPolling(calls: Calls): (listener: Listener) => Promise<Polling> {
  return async ({ organisation, dependent, operation, connection }) => {
    const { call, revision } = await calls.bound({ organisation, dependent, operation, connection })
    const { poll } = call.operation
    if (poll === undefined) throw operationUnknown(`"${operation}" is not a polling trigger.`)
    return {
      poll,
      revision,
      pages: (input, cursor, signal) => pollPages(call, { input, cursor, signal, idempotencyKey: crypto.randomUUID() }),
    }
  }
}
