import type { Kysely } from 'kysely'
import { parseJson } from '../../model/index.ts'
import type { Schema } from '../schema.ts'
import type { KeyValues } from '../store.ts'

export function storageTable(db: Kysely<Schema>): KeyValues {
  return {
    async get(area, key) {
      const row = await db
        .selectFrom('storage')
        .select('value')
        .where('area', '=', area)
        .where('key', '=', key)
        .executeTakeFirst()
      return row === undefined ? undefined : parseJson(row.value)
    },
    async put(area, key, value) {
      const text = JSON.stringify(value)
      await db
        .insertInto('storage')
        .values({ area, key, value: text })
        .onConflict((conflict) => conflict.columns(['area', 'key']).doUpdateSet({ value: text }))
        .execute()
    },
    async remove(area, key) {
      await db.deleteFrom('storage').where('area', '=', area).where('key', '=', key).execute()
    },
  }
}
