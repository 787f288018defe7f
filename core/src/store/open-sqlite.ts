import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Kysely, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { storeFailed, storeNewer } from '../errors/index.ts'
import { createStore } from './create-store.ts'
import { migrations } from './migrations.ts'
import { nodeSqliteDatabase } from './node-sqlite-database.ts'
import type { Schema } from './schema.ts'
import type { Store } from './store.ts'

export async function openSqlite(path: string): Promise<Store> {
  try {
    if (path !== ':memory:') await mkdir(dirname(path), { recursive: true })
    const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: nodeSqliteDatabase(path) }) })
    await migrate(db, path)
    return createStore(db)
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'JackfieldError') throw cause
    throw storeFailed(`The store ${path} can't be opened: ${(cause as Error).message}.`, {
      hint: 'Check that the folder can be written and that the file is a SQLite database of Jackfield.',
      cause,
    })
  }
}

async function migrate(db: Kysely<Schema>, path: string): Promise<void> {
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
