import type { Kysely } from 'kysely'
import { type RevisionId, revisionId, type Scope } from '../../model/index.ts'
import type { ActiveRevisions } from '../connector-tables.ts'
import type { Schema } from '../schema.ts'

/** An empty text stands for a row that says so. */
const read = (revision: string): RevisionId | 'none' => (revision === '' ? 'none' : revisionId(revision))

export function activeTable(db: Kysely<Schema>): ActiveRevisions {
  const rowsOf = (scope: Scope, connector: string) =>
    db.selectFrom('active').select('revision').where('scope', '=', scope).where('connector', '=', connector)
  return {
    async serving(scope, connector, organisation) {
      const row = await rowsOf(scope, connector)
        .where('organisation', 'in', [organisation, ''])
        .orderBy('organisation', 'desc')
        .executeTakeFirst()
      return row === undefined || row.revision === '' ? undefined : revisionId(row.revision)
    },
    async get(scope, connector, organisation) {
      const row = await rowsOf(scope, connector)
        .where('organisation', '=', organisation ?? '')
        .executeTakeFirst()
      return row === undefined ? undefined : read(row.revision)
    },
    async set({ scope, connector, organisation, revision }) {
      const key = { scope, connector, organisation: organisation ?? '' }
      if (revision === null) {
        await db
          .deleteFrom('active')
          .where('scope', '=', scope)
          .where('connector', '=', connector)
          .where('organisation', '=', key.organisation)
          .execute()
        return
      }
      const said = revision === 'none' ? '' : revision
      await db
        .insertInto('active')
        .values({ ...key, revision: said })
        .onConflict((conflict) =>
          conflict.columns(['scope', 'connector', 'organisation']).doUpdateSet({ revision: said }),
        )
        .execute()
    },
    async list() {
      const rows = await db.selectFrom('active').selectAll().orderBy('connector').orderBy('organisation').execute()
      return rows.map((row) => ({
        scope: row.scope as Scope,
        connector: row.connector,
        organisation: row.organisation === '' ? null : row.organisation,
        revision: read(row.revision),
      }))
    },
  }
}
