import { type Kysely, type Selectable, sql } from 'kysely'
import type { Scope } from '../../model/index.ts'
import type { KeptEntries, KeptEntry } from '../connector-tables.ts'
import type { Schema } from '../schema.ts'
import { slices } from './slices.ts'

const rowsAtOnce = 100

function read({ scope, words, ...row }: Selectable<Schema['kept']>): KeptEntry {
  return { ...row, scope: scope as Scope, words: words === '' ? [] : (words?.split('\n') ?? null) }
}

function byPath(rows: readonly { readonly path: string; readonly digest: string }[]): ReadonlyMap<string, string> {
  return new Map(rows.map(({ path, digest }) => [path, digest]))
}

export function keptTable(db: Kysely<Schema>): KeptEntries {
  const digests = (scope: Scope) => db.selectFrom('kept').select(['path', 'digest']).where('scope', '=', scope)
  return {
    async get(scope, path) {
      const row = await db
        .selectFrom('kept')
        .selectAll()
        .where('scope', '=', scope)
        .where('path', '=', path)
        .executeTakeFirst()
      return row && read(row)
    },
    async put(entries) {
      for (const some of slices(entries, rowsAtOnce))
        await db
          .insertInto('kept')
          .values(some.map(({ words, ...entry }) => ({ ...entry, words: words?.join('\n') ?? null })))
          .onConflict((conflict) =>
            conflict.columns(['scope', 'path']).doUpdateSet(({ ref }) => ({
              digest: ref('excluded.digest'),
              source: ref('excluded.source'),
              words: ref('excluded.words'),
            })),
          )
          .execute()
    },
    async remove(scope, paths) {
      for (const some of slices(paths, rowsAtOnce))
        await db.deleteFrom('kept').where('scope', '=', scope).where('path', 'in', some).execute()
    },
    async scopes() {
      const rows = await db.selectFrom('kept').select('scope').distinct().execute()
      return rows.map(({ scope }) => scope as Scope)
    },
    digests: async (scope) => byPath(await digests(scope).execute()),
    async lacking(scope, words) {
      if (words.length === 0) return new Map()
      const lacks = words.map((word) => sql<boolean>`instr(words, ${word}) = 0`)
      return byPath(
        await digests(scope)
          .where('words', 'is not', null)
          .where((expression) => expression.or(lacks))
          .execute(),
      )
    },
  }
}
