import type { Kysely } from 'kysely'
import { storeNewer } from '../../errors/index.ts'
import { modelVersion, parseJson, type Revision } from '../../model/index.ts'
import type { Schema } from '../schema.ts'
import type { Revisions } from '../store.ts'

export function revisionsTable(db: Kysely<Schema>): Revisions {
  return {
    async get(id) {
      const row = await db.selectFrom('revisions').select(['model', 'data']).where('id', '=', id).executeTakeFirst()
      if (row === undefined) return undefined
      if (row.model > modelVersion)
        throw storeNewer(
          `Revision ${id} was stored with model ${row.model}; this version reads up to ${modelVersion}.`,
          {
            hint: 'Use the newer version of Jackfield that wrote it.',
          },
        )
      return parseJson(row.data) as unknown as Revision
    },
    async put(revision) {
      const { id, scope, connector, model } = revision
      await db
        .insertInto('revisions')
        .values({ id, scope, connector, model: model.model, data: JSON.stringify(revision) })
        .onConflict((conflict) => conflict.columns(['id', 'scope']).doNothing())
        .execute()
    },
  }
}
