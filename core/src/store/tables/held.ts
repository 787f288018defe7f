import type { Kysely } from 'kysely'
import { type Held, type Json, withoutPrototypes } from '../../model/index.ts'
import type { Schema } from '../schema.ts'
import type { HeldChanges } from '../store.ts'

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
    },
    async list(filter) {
      let query = db.selectFrom('held').select('data').orderBy('since').orderBy('id')
      for (const column of ['organisation', 'scope', 'connector', 'state'] as const) {
        const wanted = filter[column]
        if (wanted !== undefined) query = query.where(column, '=', wanted)
      }
      return (await query.execute()).map((row) => read(row.data))
    },
    async naming(revision) {
      const query = db
        .selectFrom('held')
        .select('data')
        .where('state', 'in', ['held', 'approved'])
        .where('data', 'like', `%${JSON.stringify(revision)}%`)
      const named = ({ base, revision: next, extensions = [] }: Held): boolean =>
        [base, next, ...extensions.flatMap((one) => [one.base, one.revision])].includes(revision)
      return (await query.execute()).map((row) => read(row.data)).filter(named)
    },
  }
}
