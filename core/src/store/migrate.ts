import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { storeNewer } from '../errors/index.ts'
import { migrations } from './migrations.ts'
import type { Schema } from './schema.ts'

/** Brings a store to this version's tables. Throws `store-newer`. */
export async function migrate(db: Kysely<Schema>, path: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  // What Kysely writes for itself is committed one by one: the first commit of anything else makes all of it durable.
  await sql`pragma synchronous = normal`.execute(db)
  const { error } = await migrator.migrateToLatest()
  await sql`pragma synchronous = full`.execute(db)
  if (error === undefined) return
  await db.destroy()
  if (/corrupted migrations|previously executed migration/.test(String(error)))
    throw storeNewer(`The store ${path} was written by a newer version of Jackfield.`, {
      hint: 'Use that version, or restore a copy of the store from before it.',
      cause: error,
    })
  throw error
}
