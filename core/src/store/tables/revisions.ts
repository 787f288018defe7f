import type { Kysely } from 'kysely'
import { storeNewer } from '../../errors/index.ts'
import {
  modelVersion,
  parseJson,
  type Revision,
  type RevisionId,
  type RevisionSummary,
  summaryOf,
} from '../../model/index.ts'
import type { Schema } from '../schema.ts'
import type { Revisions } from '../store.ts'
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
        .values({ id, scope, connector, model: model.model, data, summary })
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
    async unnamed() {
      const rows = await db
        .selectFrom('revisions')
        .select('id')
        .distinct()
        .where('id', 'not in', db.selectFrom('active').select('revision'))
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('bindings').select('bindings.revision').whereRef('bindings.revision', '=', 'revisions.id'),
            ),
          ),
        )
        .execute()
      const found: RevisionId[] = []
      for (const { id } of rows) if (!(await isExtended(id))) found.push(id as RevisionId)
      return found
    },
    async remove(ids) {
      for (const some of slices(ids, rowsAtOnce)) await db.deleteFrom('revisions').where('id', 'in', some).execute()
    },
  }

  /** Ids are plain words, and the summary is our own text. A row of an older version has none: its data says the same. */
  async function isExtended(id: string): Promise<boolean> {
    const named = `%"extends":${JSON.stringify(id)}%`
    const row = await db
      .selectFrom('revisions')
      .select('id')
      .where(({ or, and, eb }) =>
        or([eb('summary', 'like', named), and([eb('summary', 'is', null), eb('data', 'like', named)])]),
      )
      .executeTakeFirst()
    return row !== undefined
  }
}

function assertKnown(id: string, model: number): void {
  if (model <= modelVersion) return
  throw storeNewer(`Revision ${id} was stored with model ${model}; this version reads up to ${modelVersion}.`, {
    hint: 'Use the newer version of Jackfield that wrote it.',
  })
}
