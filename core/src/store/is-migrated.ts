import { type Kysely, sql } from 'kysely'
import { migrations } from './migrations.ts'
import type { Schema } from './schema.ts'

/**
 * Whether a store has had the migrations of this version, and no others: as the migrator will say, which is dear to
 * ask.
 */
export async function isMigrated(db: Kysely<Schema>): Promise<boolean> {
  const tables = sql<{
    name: string
  }>`select name from sqlite_master where type = 'table' and name = 'kysely_migration'`
  if ((await tables.execute(db)).rows.length === 0) return false
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return JSON.stringify(rows.map(({ name }) => name)) === JSON.stringify(Object.keys(migrations).sort())
}
