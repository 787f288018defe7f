import type { Kysely } from 'kysely'
import { type Held, type Json, type RevisionId, withoutPrototypes } from '../../model/index.ts'
import type { HeldChanges } from '../connector-tables.ts'
import type { Schema } from '../schema.ts'

/** A report may have thousands of findings, in which names that somebody else chose are in what they show alone. */
function read(data: string): Held {
  const held: Held = JSON.parse(data)
  for (const { evidence } of held.report.findings)
    for (const name of ['before', 'after', 'witness'] as const)
      if (typeof evidence[name] === 'object')
        Object.assign(evidence, { [name]: withoutPrototypes(evidence[name] as Json) })
  return held
}

export function heldTable(db: Kysely<Schema>): HeldChanges {
  return {
    async get(id) {
      const row = await db.selectFrom('held').select('data').where('id', '=', id).executeTakeFirst()
      return row === undefined ? undefined : read(row.data)
    },
    async put(held) {
      const { id, organisation, scope, connector, base, revision, state, since } = held
      const row = { organisation, scope, connector, base, revision, state, since, data: JSON.stringify(held) }
      await db
        .insertInto('held')
        .values({ id, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute()
      await name(held)
    },
    async list(filter) {
      let query = db.selectFrom('held').select('data').orderBy('since').orderBy('id')
      for (const column of ['organisation', 'scope', 'connector', 'state'] as const) {
        const wanted = filter[column]
        if (wanted !== undefined) query = query.where(column, '=', wanted)
      }
      return (await query.execute()).map((row) => read(row.data))
    },
  }

  /** What it named and does not name any more is loose. */
  async function name(held: Held): Promise<void> {
    const { id: change } = held
    const named = namedBy(held)
    await db
      .deleteFrom('held_revisions')
      .where('change', '=', change)
      .$if(named.length > 0, (query) => query.where('revision', 'not in', named))
      .execute()
    if (named.length === 0) return
    await db
      .insertInto('held_revisions')
      .values(named.map((revision) => ({ revision, change })))
      .onConflict((conflict) => conflict.columns(['revision', 'change']).doNothing())
      .execute()
  }
}

/** A change that waits may go either way; one that was approved, back. */
function namedBy({ state, base, revision, extensions = [] }: Held): readonly RevisionId[] {
  if (state !== 'held' && state !== 'approved') return []
  const bases = [base, ...extensions.map((one) => one.base)]
  const all = state === 'approved' ? bases : [...bases, revision, ...extensions.map((one) => one.revision)]
  return [...new Set(all.filter((one) => one !== null))]
}
