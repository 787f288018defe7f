import type { CreateTableBuilder, Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { looseRevisions } from './loose-revisions.ts'
import type { Schema } from './schema.ts'

type Column = 'text' | 'integer' | 'text?' | 'blob?' | 'bigint'

interface Table {
  readonly columns: Record<string, Column>
  readonly key: readonly [string, ...string[]]
  readonly indexes?: readonly (readonly string[])[]
}

type AtStart = Exclude<keyof Schema, 'records' | 'entries' | 'kept' | 'loose' | 'held_revisions'>

const start: Record<AtStart, Table> = {
  owners: { columns: { scope: 'text', connector: 'text', path: 'text' }, key: ['scope', 'connector'] },
  revisions: {
    columns: { id: 'text', scope: 'text', connector: 'text', model: 'integer', data: 'text' },
    key: ['id', 'scope'],
  },
  active: {
    columns: { scope: 'text', connector: 'text', organisation: 'text', revision: 'text' },
    key: ['scope', 'connector', 'organisation'],
  },
  held: {
    columns: {
      id: 'text',
      organisation: 'text',
      scope: 'text',
      connector: 'text',
      base: 'text',
      revision: 'text?',
      state: 'text',
      since: 'text',
      data: 'text',
    },
    key: ['id'],
    indexes: [['connector', 'organisation', 'state']],
  },
  dependents: { columns: { organisation: 'text', id: 'text', data: 'text' }, key: ['organisation', 'id'] },
  bindings: {
    columns: {
      organisation: 'text',
      dependent: 'text',
      operation: 'text',
      connector: 'text',
      scope: 'text',
      revision: 'text',
    },
    key: ['organisation', 'dependent', 'operation'],
    indexes: [['connector', 'organisation']],
  },
  usages: {
    columns: { organisation: 'text', dependent: 'text', position: 'integer', connector: 'text', data: 'text' },
    key: ['organisation', 'dependent', 'position'],
    indexes: [['connector', 'organisation', 'dependent']],
  },
  listeners: {
    columns: { id: 'text', organisation: 'text', dependent: 'text', data: 'text' },
    key: ['id'],
    indexes: [['organisation', 'dependent']],
  },
  seen: {
    columns: { listener: 'text', key: 'text', at: 'bigint' },
    key: ['listener', 'key'],
    indexes: [['listener', 'at']],
  },
  connections: {
    columns: { id: 'text', organisation: 'text', connector: 'text', data: 'text', sealed: 'text?', version: 'integer' },
    key: ['id'],
    indexes: [['organisation', 'connector']],
  },
  leases: { columns: { name: 'text', holder: 'text', until: 'bigint' }, key: ['name'] },
  storage: { columns: { area: 'text', key: 'text', value: 'text' }, key: ['area', 'key'] },
}

const entries: Table = {
  columns: {
    scope: 'text',
    path: 'text',
    reader: 'text',
    signature: 'text',
    at: 'bigint',
    digest: 'text',
    connector: 'text?',
    outcome: 'text',
    data: 'text',
  },
  key: ['scope', 'path'],
}

const kept: Table = {
  columns: { scope: 'text', path: 'text', digest: 'text', source: 'blob?', words: 'text?' },
  key: ['scope', 'path'],
}

/** Names sort in the order of execution; a migration that was released is never edited. */
export const migrations: Record<string, Migration> = {
  '001-start': {
    async up(db: Kysely<Schema>): Promise<void> {
      for (const [name, table] of Object.entries(start)) await createTable(db, name, table)
      await createRecords(db)
    },
  },
  '002-index': {
    async up(db: Kysely<Schema>): Promise<void> {
      await db.schema.alterTable('revisions').addColumn('summary', 'text').execute()
      await createTable(db, 'entries', entries)
    },
  },
  '003-bound-revisions': {
    async up(db: Kysely<Schema>): Promise<void> {
      await createIndex(db, 'bindings', ['revision'])
      // In the order that is asked for: with less, all bindings of an organisation are looked at.
      await createIndex(db, 'bindings', ['connector', 'organisation', 'dependent', 'operation'])
      await db.schema.dropIndex('bindings_by_connector_organisation').execute()
    },
  },
  '004-kept': {
    up: (db: Kysely<Schema>): Promise<void> => createTable(db, 'kept', kept),
  },
  '005-loose-revisions': looseRevisions,
}

/** `seq` keeps the order of first insertion. */
async function createRecords(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('records')
    .addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('collection', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('key', 'text')
    .addColumn('data', 'text', (column) => column.notNull())
    .addUniqueConstraint('records_identity', ['collection', 'id'])
    .execute()
  await createIndex(db, 'records', ['collection', 'key', 'seq'])
}

async function createTable(db: Kysely<Schema>, name: string, { columns, key, indexes = [] }: Table): Promise<void> {
  let builder: CreateTableBuilder<string, string> = db.schema.createTable(name)
  for (const [column, type] of Object.entries(columns)) {
    builder =
      type === 'text?' || type === 'blob?'
        ? builder.addColumn(column, type === 'text?' ? 'text' : 'blob')
        : builder.addColumn(column, type, (definition) => definition.notNull())
  }
  await builder.addPrimaryKeyConstraint(`${name}_key`, [...key]).execute()
  for (const columnsOfIndex of indexes) await createIndex(db, name, columnsOfIndex)
}

async function createIndex(db: Kysely<Schema>, table: string, columns: readonly string[]): Promise<void> {
  await db.schema
    .createIndex(`${table}_by_${columns.join('_')}`)
    .on(table)
    .columns([...columns])
    .execute()
}
