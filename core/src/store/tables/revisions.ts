import { type Kysely, sql } from 'kysely'
import { storeNewer } from '../../errors/index.ts'
import {
  modelVersion,
  parseJson,
  type Revision,
  type RevisionId,
  type RevisionSummary,
  revisionId,
  summaryOf,
} from '../../model/index.ts'
import type { Revisions } from '../connector-tables.ts'
import type { Schema } from '../schema.ts'
import { slices } from './slices.ts'

const rowsAtOnce = 500

export function revisionsTable(db: Kysely<Schema>): Revisions {
  async function get(id: RevisionId): Promise<Revision | undefined> {
    const row = await db.selectFrom('revisions').select(['model', 'data']).where('id', '=', id).executeTakeFirst()
    if (row === undefined) return undefined
    assertKnown(id, row.model)
    return parseJson(row.data) as unknown as Revision
  }

  return {
    get,
    async put(revision) {
      const { id, scope, connector, model } = revision
      const [data, summary] = [JSON.stringify(revision), JSON.stringify(summaryOf(revision))]
      await db
        .insertInto('revisions')
        .values({ id, scope, connector, model: model.model, data, summary, extends: revision.extends ?? null })
        .onConflict((conflict) => conflict.columns(['id', 'scope']).doNothing())
        .execute()
    },
    async summaries(ids) {
      const found = new Map<string, RevisionSummary>()
      for (const some of slices(ids, rowsAtOnce)) {
        const rows = db.selectFrom('revisions').select(['id', 'model', 'summary']).where('id', 'in', some)
        for (const { id, model, summary } of await rows.execute()) {
          if (found.has(id)) continue
          assertKnown(id, model)
          const read = summary === null ? await get(id as RevisionId) : undefined
          found.set(id, read === undefined ? (parseJson(summary ?? '') as unknown as RevisionSummary) : summaryOf(read))
        }
      }
      return [...found.values()]
    },
    async loose() {
      const { rows } = await sql<{ revision: string }>`select revision from loose where not ${isNamed}`.execute(db)
      return rows.map(({ revision }) => revisionId(revision))
    },
    async remove(ids) {
      for (const some of slices(ids, rowsAtOnce)) {
        await db.deleteFrom('revisions').where('id', 'in', some).execute()
        await db.deleteFrom('held_revisions').where('revision', 'in', some).execute()
        await db.deleteFrom('loose').where('revision', 'in', some).execute()
      }
      // Whatever stops naming one of these takes it down again.
      await sql`delete from loose where ${isNamed}`.execute(db)
    },
  }
}

/**
 * Whether something names a loose one: what serves, a binding, an extension, a change that waits, or a change that can
 * be rolled back to it, since whatever its organisation has of its scope is what the change brought.
 */
const isNamed = sql<boolean>`(
  exists (select 1 from active where active.revision = loose.revision)
  or exists (select 1 from bindings where bindings.revision = loose.revision)
  or exists (select 1 from revisions where revisions.extends = loose.revision)
  or exists (
    select 1 from held_revisions join held on held.id = held_revisions.change
    where held_revisions.revision = loose.revision and (held.state = 'held' or held.revision is nullif(coalesce(
      (select revision from active
        where scope = held.scope and connector = held.connector and organisation = held.organisation),
      (select revision from active where scope = held.scope and connector = held.connector and organisation = '')
    ), ''))
  )
)`

function assertKnown(id: string, model: number): void {
  if (model <= modelVersion) return
  throw storeNewer(`Revision ${id} was stored with model ${model}; this version reads up to ${modelVersion}.`, {
    hint: 'Use the newer version of Jackfield that wrote it.',
  })
}
