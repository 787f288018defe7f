import type { Kysely } from 'kysely'
import { parseJson, type Usage } from '../../model/index.ts'
import type { Schema } from '../schema.ts'
import type { Usages } from '../store.ts'

export function usagesTable(db: Kysely<Schema>): Usages {
  return {
    async replace(organisation, dependent, usages) {
      await db
        .deleteFrom('usages')
        .where('organisation', '=', organisation)
        .where('dependent', '=', dependent)
        .execute()
      for (const [position, usage] of usages.entries())
        await db
          .insertInto('usages')
          .values({ organisation, dependent, position, data: JSON.stringify(usage) })
          .execute()
    },
    async of(organisation, dependent) {
      const rows = await db
        .selectFrom('usages')
        .select('data')
        .where('organisation', '=', organisation)
        .where('dependent', '=', dependent)
        .orderBy('position')
        .execute()
      return rows.map((row) => parseJson(row.data) as unknown as Usage)
    },
  }
}
