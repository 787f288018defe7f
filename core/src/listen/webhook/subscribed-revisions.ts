import type { RevisionId } from '../../model/index.ts'
import type { Tables } from '../../store/index.ts'
import { listUnsubscriptions } from './pending-unsubscriptions.ts'

/** The revisions that subscribed at services, and that will unsubscribe there. */
export async function subscribedRevisions(tables: Tables): Promise<ReadonlySet<RevisionId>> {
  const ending = (await listUnsubscriptions(tables)).map(({ listener }) => listener)
  const all = [...(await tables.listeners.list()), ...ending]
  return new Set(all.flatMap(({ webhook }) => webhook?.subscription?.revision ?? []))
}
