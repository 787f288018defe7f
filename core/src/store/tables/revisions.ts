import { type ExpressionBuilder, type ExpressionWrapper, type Kysely, type SqlBool, sql } from 'kysely'
import { storeNewer } from '../../errors/index.ts'
import {
  modelVersion,
  parseJson,
  type Revision,
  type RevisionId,
  type RevisionSummary,
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
      const rows = await db
        .selectFrom('loose')
        .select('revision')
        .where((expression) => expression.not(expression.or([isNamed(expression), isAwaited(expression)])))
        .execute()
      return rows.map(({ revision }) => revision as RevisionId)
    },
    async remove(ids) {
      for (const some of slices(ids, rowsAtOnce)) {
        await db.deleteFrom('revisions').where('id', 'in', some).execute()
        await db.deleteFrom('held_revisions').where('revision', 'in', some).execute()
        await db.deleteFrom('loose').where('revision', 'in', some).execute()
      }
      // Whatever stops naming one of these takes it down again.
      await db
        .deleteFrom('loose')
        .where((expression) => expression.or([isNamed(expression), isAwaited(expression)]))
        .execute()
    },
  }
}

type OfLoose = ExpressionBuilder<Schema, 'loose'>
type Condition = ExpressionWrapper<Schema, 'loose', SqlBool>

function isNamed({ or, exists, selectFrom }: OfLoose): Condition {
  return or([
    exists(selectFrom('active').select('active.revision').whereRef('active.revision', '=', 'loose.revision')),
    exists(selectFrom('bindings').select('bindings.revision').whereRef('bindings.revision', '=', 'loose.revision')),
    exists(selectFrom('revisions').select('revisions.id').whereRef('revisions.extends', '=', 'loose.revision')),
  ])
}

/** By a change that waits, or for a rollback: whatever its organisation has of its scope is what the change brought. */
function isAwaited({ exists, selectFrom }: OfLoose): Condition {
  const serving = (whose: string) =>
    sql`select revision from active where scope = held.scope and connector = held.connector and organisation = ${sql.raw(whose)}`
  const stands = sql<boolean>`held.revision is nullif(coalesce((${serving('held.organisation')}), (${serving("''")})), '')`
  const naming = selectFrom('held_revisions').innerJoin('held', 'held.id', 'held_revisions.change')
  return exists(
    naming
      .select('held_revisions.change')
      .whereRef('held_revisions.revision', '=', 'loose.revision')
      .where(({ or, eb }) => or([eb('held.state', '=', 'held'), stands])),
  )
}

function assertKnown(id: string, model: number): void {
  if (model <= modelVersion) return
  throw storeNewer(`Revision ${id} was stored with model ${model}; this version reads up to ${modelVersion}.`, {
    hint: 'Use the newer version of Jackfield that wrote it.',
  })
}
