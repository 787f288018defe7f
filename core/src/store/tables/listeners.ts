import type { Kysely } from 'kysely'
import { type Listener, parseJson } from '../../model/index.ts'
import type { Listeners } from '../dependent-tables.ts'
import type { Schema } from '../schema.ts'

const read = (data: string): Listener => parseJson(data) as unknown as Listener

export function listenersTable(db: Kysely<Schema>): Listeners {
  return {
    async get(id) {
      const row = await db.selectFrom('listeners').select('data').where('id', '=', id).executeTakeFirst()
      return row === undefined ? undefined : read(row.data)
    },
    async put(listener) {
      const { id, organisation, dependent } = listener
      const data = JSON.stringify(listener)
      await db
        .insertInto('listeners')
        .values({ id, organisation, dependent, data })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ organisation, dependent, data }))
        .execute()
    },
    async list(filter = {}) {
      let query = db.selectFrom('listeners').select('data').orderBy('id')
      for (const column of ['organisation', 'dependent'] as const) {
        const wanted = filter[column]
        if (wanted !== undefined) query = query.where(column, '=', wanted)
      }
      return (await query.execute()).map((row) => read(row.data))
    },
    async remove(id) {
      await db.deleteFrom('seen').where('listener', '=', id).execute()
      await db.deleteFrom('listeners').where('id', '=', id).execute()
    },
  }
}
