import type { Kysely } from 'kysely'
import type { SeenKeys } from '../dependent-tables.ts'
import type { Schema } from '../schema.ts'
import { slices } from './slices.ts'

/** SQLite takes at most 32,766 parameters in a statement. */
const rowsAtOnce = 1000

export function seenTable(db: Kysely<Schema>): SeenKeys {
  return {
    async add(listener, keys, at) {
      const fresh = new Set<string>()
      for (const some of slices(keys, rowsAtOnce)) {
        const added = await db
          .insertInto('seen')
          .values(some.map((key) => ({ listener, key, at })))
          .onConflict((conflict) => conflict.columns(['listener', 'key']).doNothing())
          .returning('key')
          .execute()
        for (const row of added) fresh.add(row.key)
        if (added.length < some.length)
          await db.updateTable('seen').set({ at }).where('listener', '=', listener).where('key', 'in', some).execute()
      }
      return fresh
    },
    async unknown(listener, keys) {
      const unknown = new Set(keys)
      for (const some of slices(keys, rowsAtOnce)) {
        const known = db.selectFrom('seen').select('key').where('listener', '=', listener).where('key', 'in', some)
        for (const row of await known.execute()) unknown.delete(row.key)
      }
      return unknown
    },
    async forget(listener, before) {
      await db.deleteFrom('seen').where('listener', '=', listener).where('at', '<', before).execute()
    },
  }
}
