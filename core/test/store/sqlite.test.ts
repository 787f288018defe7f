import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { sqlite } from '../../src/store/index.ts'
import { storeConformance } from './conformance.ts'

const folder = mkdtempSync(join(tmpdir(), 'jackfield store '))
let files = 0
const freshFile = () => join(folder, `${++files}`, 'state.db')

storeConformance('sqlite in memory', () => sqlite(':memory:'))
storeConformance('sqlite in a file', () => sqlite(freshFile()))

it('is there again after it was closed', async () => {
  const path = freshFile()
  {
    await using store = await sqlite(path).open()
    await store.tables.storage.put('a', 'k', 'kept')
  }
  await using store = await sqlite(path).open()
  expect(await store.tables.storage.get('a', 'k')).toBe('kept')
})

it('keeps what was committed when the process is killed', async () => {
  const path = freshFile()
  const script = `
    import { sqlite } from ${JSON.stringify(new URL('../../src/store/index.ts', import.meta.url).href)};
    const store = await sqlite(${JSON.stringify(path)}).open();
    await store.transaction('test', ({ storage }) => storage.put('a', 'k', 'committed'));
    process.kill(process.pid, 'SIGKILL');`
  const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script])
  expect(signal).toBe('SIGKILL')
  await using store = await sqlite(path).open()
  expect(await store.tables.storage.get('a', 'k')).toBe('committed')
})

it('lets two stores write to one file in turn', async () => {
  const path = freshFile()
  await using one = await sqlite(path).open()
  await using two = await sqlite(path).open()
  await one.tables.storage.put('a', 'n', 1)
  await two.tables.storage.put('a', 'n', 2)
  expect(await one.tables.storage.get('a', 'n')).toBe(2)
})

it('says so when the file is not a database, or is of a newer version', async () => {
  const path = join(folder, 'text.db')
  writeFileSync(path, 'this is not a database, and long enough to be looked at as one'.repeat(100))
  await expect(sqlite(path).open()).rejects.toMatchObject({ code: 'store-failed' })

  const newer = freshFile()
  await (await sqlite(newer).open())[Symbol.asyncDispose]()
  const database = new DatabaseSync(newer)
  database.exec(`insert into kysely_migration (name, timestamp) values ('999-later', '2030-01-01')`)
  database.close()
  await expect(sqlite(newer).open()).rejects.toMatchObject({ code: 'store-newer' })
})

it('has all of its tables or none, where something is in the way of the last', async () => {
  const path = join(folder, 'in-the-way.db')
  const database = new DatabaseSync(path)
  database.exec('create table kept (obstacle text)')
  await expect(sqlite(path).open()).rejects.toMatchObject({ code: 'store-failed' })
  const tables = database.prepare("select name from sqlite_master where type = 'table' and name not like 'kysely%'")
  expect(tables.all().map(({ name }) => name)).toEqual(['kept'])
  database.exec('drop table kept')
  database.close()
  await using store = await sqlite(path).open()
  expect(await store.tables.kept.digests('host')).toEqual(new Map())
})

it('takes over a store from before there was an index', async () => {
  const path = freshFile()
  const model = { model: 1, id: 'tracker', version: '1.0.0', title: 'Tracker', operations: {} }
  const source = { format: 'manifest', path: '/plugins/tracker', files: [] }
  const revision = { connector: 'tracker', scope: 'host', version: '1.0.0', model, source }
  {
    await using store = await sqlite(path).open()
    for (const id of ['one', 'two', 'below']) await store.tables.revisions.put({ ...revision, id } as never)
    const extensions = [{ scope: 'host', connector: 'more', base: 'below', revision: null }]
    const change = {
      id: 'chg_1',
      organisation: 'pune',
      scope: 'host',
      connector: 'tracker',
      base: 'two',
      revision: null,
    }
    const report = { findings: [] }
    await store.tables.held.put({ ...change, extensions, report, since: '', state: 'held' } as never)
  }
  const database = new DatabaseSync(path)
  const triggers = database.prepare("select name from sqlite_master where type = 'trigger'").all()
  for (const { name } of triggers) database.exec(`drop trigger ${name}`)
  database.exec(`drop table loose; drop table held_revisions; drop index active_by_revision; drop index revisions_by_extends;
    alter table revisions drop column extends; alter table revisions drop column summary; drop table entries; drop table kept; drop index bindings_by_revision;
    drop index bindings_by_connector_organisation_dependent_operation;
    create index bindings_by_connector_organisation on bindings (connector, organisation);
    delete from kysely_migration where name <> '001-start'`)
  database.close()
  await using store = await sqlite(path).open()
  expect(await store.tables.revisions.summaries(['one' as never])).toEqual([
    {
      id: 'one',
      connector: 'tracker',
      scope: 'host',
      version: '1.0.0',
      path: source.path,
      about: { title: 'Tracker' },
    },
  ])
  expect(await store.tables.entries.list('host')).toEqual([])
  expect(await store.tables.revisions.loose()).toEqual(['one'])
})
