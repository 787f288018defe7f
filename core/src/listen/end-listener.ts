import type { Listener } from '../model/index.ts'
import type { Tables } from '../store/index.ts'
import { putUnsubscription } from './webhook/pending-unsubscriptions.ts'

/**
 * Joins a transaction: removes a listener with everything that it remembers, and has what the service knows of it
 * ended.
 */
export async function endListener(listener: Listener, tables: Tables, now: number): Promise<void> {
  await putUnsubscription(listener, tables, now)
  await tables.listeners.remove(listener.id)
}
