import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

const statementsKept = 256

/**
 * `node:sqlite` in the shape that Kysely's dialect takes. Statements are kept prepared. Transactions begin `immediate`,
 * so that two processes on one file wait for each other instead of failing when a reader turns into a writer.
 */
export function nodeSqliteDatabase(path: string): SqliteDatabase {
  const database = new DatabaseSync(path, { timeout: 5000 })
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on')
  const statements = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare(sql) {
      const text = sql === 'begin' ? 'begin immediate' : sql
      let statement = statements.get(text)
      if (statement === undefined) {
        if (statements.size >= statementsKept) statements.clear()
        statement = adapt(database.prepare(text))
        statements.set(text, statement)
      }
      return statement
    },
  }
}

type Value = null | number | bigint | string | Uint8Array

function adapt(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...(parameters as Value[])),
    run: (parameters) => statement.run(...(parameters as Value[])),
    iterate: (parameters) => statement.iterate(...(parameters as Value[])),
  }
}
