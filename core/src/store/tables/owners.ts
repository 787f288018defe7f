import type { Kysely } from 'kysely'
import type { Owners } from '../connector-tables.ts'
import type { Schema } from '../schema.ts'
import { slices } from './slices.ts'

const rowsAtOnce = 100

export function ownersTable(db: Kysely<Schema>): Owners {
  return {
    async get(scope, connector) {
      const row = await db
        .selectFrom('owners')
        .select('path')
        .where('scope', '=', scope)
        .where('connector', '=', connector)
        .executeTakeFirst()
      return row?.path
    },
    async put(scope, connector, path) {
      await db
        .insertInto('owners')
        .values({ scope, connector, path })
        .onConflict((conflict) => conflict.columns(['scope', 'connector']).doUpdateSet({ path }))
        .execute()
    },
    async putAll(scope, owned) {
      for (const some of slices(owned, rowsAtOnce))
        await db
          .insertInto('owners')
          .values(some.map(({ connector, path }) => ({ scope, connector, path })))
          .onConflict((conflict) =>
            conflict.columns(['scope', 'connector']).doUpdateSet(({ ref }) => ({ path: ref('excluded.path') })),
          )
          .execute()
    },
    async remove(scope, connector) {
      await db.deleteFrom('owners').where('scope', '=', scope).where('connector', '=', connector).execute()
    },
    list: (scope) =>
      db.selectFrom('owners').select(['connector', 'path']).where('scope', '=', scope).orderBy('connector').execute(),
  }
}
