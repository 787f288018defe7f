import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'
import type { SeenKeys } from '../store.ts'

/** SQLite takes at most 32,766 parameters in a statement. */
const rowsAtOnce = 1000

export function seenTable(db: Kysely<Schema>): SeenKeys {
  return {
    async add(listener, keys, at) {
      const fresh = new Set<string>()
      for (let start = 0; start < keys.length; start += rowsAtOnce) {
        const rows = await db
          .insertInto('seen')
          .values(keys.slice(start, start + rowsAtOnce).map((key) => ({ listener, key, at })))
          .onConflict((conflict) => conflict.columns(['listener', 'key']).doNothing())
          .returning('key')
          .execute()
        for (const row of rows) fresh.add(row.key)
      }
      return fresh
    },
    async forget(listener, before) {
      await db.deleteFrom('seen').where('listener', '=', listener).where('at', '<', before).execute()
    },
  }
}
