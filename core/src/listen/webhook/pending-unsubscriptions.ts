import type { Json, Listener } from '../../model/index.ts'
import type { Tables } from '../../store/index.ts'

/** A subscription that is to be ended: kept until it is, also when its listener is gone. */
export interface Unsubscription {
  readonly id: string
  readonly listener: Listener
  readonly failures: number
  /** Milliseconds since 1970: not before. */
  readonly due: number
  /** When it was first to be ended. */
  readonly since: number
}

const collection = 'webhooks/unsubscribe'

/** Joins a transaction: what the service still knows of the listener is to be ended. */
export async function putUnsubscription(listener: Listener, tables: Tables, now: number): Promise<void> {
  if (listener.webhook?.subscription === undefined) return
  await storeUnsubscription({ id: crypto.randomUUID(), listener, failures: 0, due: now, since: now }, tables)
}

export async function storeUnsubscription(pending: Unsubscription, tables: Tables): Promise<void> {
  await tables.records.put({ collection, id: pending.id, data: pending as unknown as Json })
}

export async function listUnsubscriptions(tables: Tables): Promise<readonly Unsubscription[]> {
  return (await tables.records.list(collection)).map(({ data }) => data as unknown as Unsubscription)
}

export async function removeUnsubscription(id: string, tables: Tables): Promise<void> {
  await tables.records.remove(collection, id)
}
