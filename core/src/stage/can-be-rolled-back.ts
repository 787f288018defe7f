import type { Held } from '../model/index.ts'
import type { Tables } from '../store/index.ts'

/** Whether an approved change is still what its organisation has, in its scope: nothing took its place since. */
export async function canBeRolledBack(tables: Tables, change: Held): Promise<boolean> {
  const { state, scope, connector, organisation, revision } = change
  if (state !== 'approved') return false
  return ((await tables.active.serving(scope, connector, organisation)) ?? null) === revision
}
