import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'
import type { Leases } from '../store.ts'

export function leasesTable(db: Kysely<Schema>): Leases {
  return {
    async acquire({ name, holder, now, until }) {
      const row = await db
        .insertInto('leases')
        .values({ name, holder, until })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ holder, until })
            .where((lease) => lease.or([lease('leases.until', '<=', now), lease('leases.holder', '=', holder)])),
        )
        .returning('holder')
        .executeTakeFirst()
      return row?.holder === holder
    },
    async release(name, holder) {
      await db.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute()
    },
  }
}
