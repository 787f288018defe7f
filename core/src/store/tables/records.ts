import type { Kysely } from 'kysely'
import { parseJson } from '../../model/index.ts'
import type { Schema } from '../schema.ts'
import type { Records } from '../store.ts'

export function recordsTable(db: Kysely<Schema>): Records {
  return {
    async get(collection, id) {
      const row = await db
        .selectFrom('records')
        .select('data')
        .where('collection', '=', collection)
        .where('id', '=', id)
        .executeTakeFirst()
      return row === undefined ? undefined : parseJson(row.data)
    },
    async put({ collection, id, key = null, data }) {
      const text = JSON.stringify(data)
      await db
        .insertInto('records')
        .values({ collection, id, key, data: text })
        .onConflict((conflict) => conflict.columns(['collection', 'id']).doUpdateSet({ key, data: text }))
        .execute()
    },
    async list(collection, { key, limit } = {}) {
      let query = db.selectFrom('records').select(['id', 'data']).where('collection', '=', collection).orderBy('seq')
      if (key !== undefined) query = query.where('key', '=', key)
      if (limit !== undefined) query = query.limit(limit)
      return (await query.execute()).map((row) => ({ id: row.id, data: parseJson(row.data) }))
    },
    async remove(collection, id) {
      const removed = await db
        .deleteFrom('records')
        .where('collection', '=', collection)
        .where('id', '=', id)
        .executeTakeFirst()
      return removed.numDeletedRows > 0n
    },
  }
}
