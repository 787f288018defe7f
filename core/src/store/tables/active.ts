import type { Kysely } from 'kysely'
import { revisionId, type Scope } from '../../model/index.ts'
import type { Schema } from '../schema.ts'
import type { ActiveRevisions } from '../store.ts'

export function activeTable(db: Kysely<Schema>): ActiveRevisions {
  return {
    async get(scope, connector, organisation) {
      const row = await db
        .selectFrom('active')
        .select('revision')
        .where('scope', '=', scope)
        .where('connector', '=', connector)
        .where('organisation', '=', organisation ?? '')
        .executeTakeFirst()
      return row === undefined ? undefined : revisionId(row.revision)
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
      await db
        .insertInto('active')
        .values({ ...key, revision })
        .onConflict((conflict) => conflict.columns(['scope', 'connector', 'organisation']).doUpdateSet({ revision }))
        .execute()
    },
    async list() {
      const rows = await db.selectFrom('active').selectAll().orderBy('connector').orderBy('organisation').execute()
      return rows.map((row) => ({
        scope: row.scope as Scope,
        connector: row.connector,
        organisation: row.organisation === '' ? null : row.organisation,
        revision: revisionId(row.revision),
      }))
    },
  }
}
