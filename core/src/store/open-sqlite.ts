import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { type DialectAdapter, Kysely, SqliteAdapter, SqliteDialect } from 'kysely'
import { storeFailed } from '../errors/index.ts'
import { createStore } from './create-store.ts'
import { isMigrated } from './is-migrated.ts'
import { nodeSqliteDatabase } from './node-sqlite-database.ts'
import type { Schema } from './schema.ts'
import type { Store } from './store.ts'

/**
 * SQLite undoes what a transaction did to tables, which Kysely does not count on: a migration is whole, or not there.
 */
class Adapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class Dialect extends SqliteDialect {
  override createAdapter(): DialectAdapter {
    return new Adapter()
  }
}

export async function openSqlite(path: string): Promise<Store> {
  try {
    // At once: waiting for a thread of the file system takes longer than that.
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
    const db = new Kysely<Schema>({ dialect: new Dialect({ database: nodeSqliteDatabase(path) }) })
    // What migrates takes longer to load than all else that a store does at a start.
    if (!(await isMigrated(db))) await (await import('./migrate.ts')).migrate(db, path)
    return createStore(db)
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'JackfieldError') throw cause
    throw storeFailed(`The store ${path} can't be opened: ${(cause as Error).message}.`, {
      hint: 'Check that the folder can be written and that the file is a SQLite database of Jackfield.',
      cause,
    })
  }
}
