import type { ListenerId } from '../model/index.ts'
import type { Tables } from '../store/index.ts'

/**
 * Joins the transaction of an approval or an edit: whatever the dependent's listeners are polling right now is dropped
 * and polled anew. Answers the listeners to `refresh` after the commit.
 */
export async function bumpGenerations(
  tables: Tables,
  organisation: string,
  dependent: string,
): Promise<readonly ListenerId[]> {
  const listeners = await tables.listeners.list({ organisation, dependent })
  for (const listener of listeners) await tables.listeners.put({ ...listener, generation: listener.generation + 1 })
  return listeners.map((listener) => listener.id)
}
