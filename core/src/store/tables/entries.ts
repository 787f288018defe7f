import type { Kysely, Selectable } from 'kysely'
import type { Scope } from '../../model/index.ts'
import type { IndexedEntries, IndexedEntry } from '../connector-tables.ts'
import type { Schema } from '../schema.ts'
import { slices } from './slices.ts'

const rowsAtOnce = 100

/** Thousands at once are read in half of the time. */
function readAll(rows: readonly Selectable<Schema['entries']>[]): IndexedEntry[] {
  // Of our own making, with no names of anybody's: nothing in it is looked up by a foreign name.
  const more: Pick<IndexedEntry, 'about' | 'problems'>[] = JSON.parse(`[${rows.map(({ data }) => data).join(',')}]`)
  return rows.map(({ scope, path, reader, signature, at, digest, connector, outcome }, index) => ({
    scope: scope as Scope,
    path,
    reader,
    signature,
    at,
    digest,
    connector,
    outcome: outcome as IndexedEntry['outcome'],
    ...more[index],
  }))
}

function write({ about, problems, ...entry }: IndexedEntry): Selectable<Schema['entries']> {
  return { ...entry, data: JSON.stringify({ about, problems }) }
}

export function entriesTable(db: Kysely<Schema>): IndexedEntries {
  return {
    async list(scope) {
      return readAll(await db.selectFrom('entries').selectAll().where('scope', '=', scope).execute())
    },
    async put(entries) {
      for (const some of slices(entries, rowsAtOnce))
        await db
          .insertInto('entries')
          .values(some.map(write))
          .onConflict((conflict) =>
            conflict.columns(['scope', 'path']).doUpdateSet(({ ref }) => ({
              reader: ref('excluded.reader'),
              signature: ref('excluded.signature'),
              at: ref('excluded.at'),
              digest: ref('excluded.digest'),
              connector: ref('excluded.connector'),
              outcome: ref('excluded.outcome'),
              data: ref('excluded.data'),
            })),
          )
          .execute()
    },
    async remove(scope, paths) {
      for (const some of slices(paths, rowsAtOnce))
        await db.deleteFrom('entries').where('scope', '=', scope).where('path', 'in', some).execute()
    },
  }
}
