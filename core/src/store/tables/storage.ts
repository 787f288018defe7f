import { type Kysely, sql } from 'kysely'
import { argumentInvalid } from '../../errors/index.ts'
import { parseJson } from '../../model/index.ts'
import type { Schema } from '../schema.ts'
import type { KeyValues } from '../store.ts'

/** Bytes of one area: a connector in a loop must not fill the disk of its host. */
const mostBytes = 16 * 1024 * 1024
/** What a value takes besides itself, so that a great many small ones come to something. */
const rowBytes = 100

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
      const bytes = rowBytes + Buffer.byteLength(key) + Buffer.byteLength(text)
      if (bytes + (await bytesBeside(db, area, key)) > mostBytes) throw full()
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

async function bytesBeside(db: Kysely<Schema>, area: string, key: string): Promise<number> {
  const sum = sql<number | null>`sum(octet_length(key) + octet_length(value) + ${rowBytes})`.as('bytes')
  const row = await db
    .selectFrom('storage')
    .select(sum)
    .where('area', '=', area)
    .where('key', '<>', key)
    .executeTakeFirst()
  return Number(row?.bytes ?? 0)
}

function full(): Error {
  return argumentInvalid(`A connector's storage has room for ${mostBytes} bytes, and no more is left.`, {
    hint: 'Remove what is not needed any more.',
  })
}
