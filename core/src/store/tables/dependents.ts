import type { Kysely } from 'kysely'
import type { Dependents, StoredDependent } from '../dependent-tables.ts'
import type { Schema } from '../schema.ts'
import { slices } from './slices.ts'

const rowsAtOnce = 500

/** Every name in it is ours. */
const read = (data: string): StoredDependent => JSON.parse(data)

export function dependentsTable(db: Kysely<Schema>): Dependents {
  return {
    async connectors() {
      const rows = await db
        .selectFrom('bindings')
        .select('connector')
        .union(db.selectFrom('usages').select('connector'))
        .union(db.selectFrom('connections').select('connector'))
        .union(db.selectFrom('held').select('connector'))
        .execute()
      return new Set(rows.map(({ connector }) => connector))
    },
    async get(organisation, id) {
      const row = await db
        .selectFrom('dependents')
        .select('data')
        .where('organisation', '=', organisation)
        .where('id', '=', id)
        .executeTakeFirst()
      return row === undefined ? undefined : read(row.data)
    },
    async some(organisation, ids) {
      const found: StoredDependent[] = []
      for (const some of slices(ids, rowsAtOnce)) {
        const query = db.selectFrom('dependents').select('data').where('organisation', '=', organisation)
        found.push(...(await query.where('id', 'in', some).execute()).map((row) => read(row.data)))
      }
      return found
    },
    async put(dependent) {
      const { organisation, id } = dependent
      const data = JSON.stringify(dependent)
      await db
        .insertInto('dependents')
        .values({ organisation, id, data })
        .onConflict((conflict) => conflict.columns(['organisation', 'id']).doUpdateSet({ data }))
        .execute()
    },
    async list(organisation) {
      let query = db.selectFrom('dependents').select('data').orderBy('organisation').orderBy('id')
      if (organisation !== undefined) query = query.where('organisation', '=', organisation)
      return (await query.execute()).map((row) => read(row.data))
    },
    async remove(organisation, id) {
      for (const table of ['bindings', 'usages'] as const)
        await db.deleteFrom(table).where('organisation', '=', organisation).where('dependent', '=', id).execute()
      await db.deleteFrom('dependents').where('organisation', '=', organisation).where('id', '=', id).execute()
    },
  }
}
