import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'
import type { Store, Tables } from './store.ts'
import { activeTable } from './tables/active.ts'
import { bindingsTable } from './tables/bindings.ts'
import { connectionsTable } from './tables/connections.ts'
import { dependentsTable } from './tables/dependents.ts'
import { entriesTable } from './tables/entries.ts'
import { heldTable } from './tables/held.ts'
import { keptTable } from './tables/kept.ts'
import { leasesTable } from './tables/leases.ts'
import { listenersTable } from './tables/listeners.ts'
import { ownersTable } from './tables/owners.ts'
import { recordsTable } from './tables/records.ts'
import { revisionsTable } from './tables/revisions.ts'
import { seenTable } from './tables/seen.ts'
import { storageTable } from './tables/storage.ts'
import { usagesTable } from './tables/usages.ts'

/** A store over any migrated Kysely instance. */
export function createStore(db: Kysely<Schema>): Store {
  return {
    tables: tablesOf(db),
    transaction: (_label, work) => db.transaction().execute((transaction) => work(tablesOf(transaction))),
    [Symbol.asyncDispose]: () => db.destroy(),
  }
}

function tablesOf(db: Kysely<Schema>): Tables {
  return {
    owners: ownersTable(db),
    entries: entriesTable(db),
    kept: keptTable(db),
    revisions: revisionsTable(db),
    active: activeTable(db),
    held: heldTable(db),
    dependents: dependentsTable(db),
    bindings: bindingsTable(db),
    usages: usagesTable(db),
    listeners: listenersTable(db),
    seen: seenTable(db),
    connections: connectionsTable(db),
    leases: leasesTable(db),
    storage: storageTable(db),
    records: recordsTable(db),
  }
}
