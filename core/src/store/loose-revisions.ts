import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Schema } from './schema.ts'

/**
 * Which revisions something stopped naming, so that whoever drops what nobody uses asks about those alone. The database
 * itself takes them down, in the transaction of whatever stopped: no way of unbinding can be forgotten.
 */
export const looseRevisions: Migration = {
  async up(db: Kysely<Schema>): Promise<void> {
    for (const statement of [...tables, ...known, ...triggers]) await sql.raw(statement).execute(db)
  },
}

const tables = [
  'create table loose (revision text primary key not null) without rowid',
  // The revisions of changes that wait, and the bases of those that were approved.
  'create table held_revisions (revision text not null, change text not null, primary key (revision, change)) without rowid',
  'create index held_revisions_by_change on held_revisions (change)',
  'alter table revisions add column extends text',
  'create index revisions_by_extends on revisions (extends) where extends is not null',
  'create index active_by_revision on active (revision)',
]

const extension = "held, json_each(held.data, '$.extensions') as one"
const names = `select base as revision, id as change from held where state in ('held', 'approved')
  union select revision, id from held where state = 'held'
  union select json_extract(one.value, '$.base'), held.id from ${extension} where state in ('held', 'approved')
  union select json_extract(one.value, '$.revision'), held.id from ${extension} where state = 'held'`

/** What a store of an older version has, whose rows may lack a summary. */
const known = [
  `update revisions set extends = json_extract(coalesce(summary, data), '$.extends')`,
  `insert into held_revisions select revision, change from (${names}) where revision is not null`,
  'insert or ignore into loose select id from revisions where id not in (select revision from active)',
]

/** The base of an approved change is kept for a rollback, for as long as what it brought serves. */
const approved = (row: 'old' | 'new'): string =>
  `insert into loose select held_revisions.revision from held join held_revisions on change = held.id
     where held.connector = ${row}.connector and held.scope = ${row}.scope and held.state = 'approved'
     on conflict do nothing;`
/** In a trigger, `or ignore` gives way to what the statement says that set it off. */
const loosen = (column: string): string =>
  `insert into loose select old.${column} where old.${column} <> '' on conflict do nothing;`

const triggers = [
  `create trigger loose_after_active_insert after insert on active begin ${approved('new')} end`,
  `create trigger loose_after_active_update after update of revision on active when old.revision <> new.revision begin
     ${loosen('revision')} ${approved('old')} end`,
  `create trigger loose_after_active_delete after delete on active begin
     ${loosen('revision')} ${approved('old')} end`,
  // Most bindings are to what serves: what that stops to do takes it down.
  `create trigger loose_after_binding_update after update of revision on bindings
     when old.revision <> new.revision and not exists (select 1 from active where revision = old.revision) begin
     ${loosen('revision')} end`,
  `create trigger loose_after_binding_delete after delete on bindings
     when not exists (select 1 from active where revision = old.revision) begin
     ${loosen('revision')} end`,
  `create trigger loose_after_held_delete after delete on held_revisions begin
     ${loosen('revision')} end`,
  `create trigger loose_after_revision_delete after delete on revisions when old.extends is not null begin
     ${loosen('extends')} end`,
]
