import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { storeNewer } from '../errors/index.ts'
import { migrations } from './migrations.ts'
import type { Schema } from './schema.ts'

/** Brings a store to this version's tables. Throws `store-newer`. */
export async function migrate(db: Kysely<Schema>, path: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error === undefined) return
  await db.destroy()
  if (/corrupted migrations|previously executed migration/.test(String(error)))
    throw storeNewer(`The store ${path} was written by a newer version of Jackfield.`, {
      hint: 'Use that version, or restore a copy of the store from before it.',
      cause: error,
    })
  throw error
}
