import type { Kysely, Selectable } from 'kysely'
import { type Binding, revisionId, type Scope, splitOperation } from '../../model/index.ts'
import type { Bindings } from '../dependent-tables.ts'
import type { Schema } from '../schema.ts'
import { slices } from './slices.ts'

const rowsAtOnce = 500

type Row = Omit<Selectable<Schema['bindings']>, 'connector'>

function read({ organisation, dependent, operation, scope, revision }: Row): Binding {
  return { organisation, dependent, operation, scope: scope as Scope, revision: revisionId(revision) }
}

export function bindingsTable(db: Kysely<Schema>): Bindings {
  const of = (organisation: string, dependent: string) =>
    db
      .selectFrom('bindings')
      .selectAll()
      .where('organisation', '=', organisation)
      .where('dependent', '=', dependent)
      .orderBy('operation')
  return {
    of: async (organisation, dependent) => (await of(organisation, dependent).execute()).map(read),
    async some(organisation, dependents) {
      const found: Binding[] = []
      for (const some of slices([...dependents].sort(), rowsAtOnce)) {
        const query = db.selectFrom('bindings').select(['dependent', 'operation', 'scope', 'revision'])
        const own = query.where('organisation', '=', organisation).where('dependent', 'in', some)
        for (const row of await own.orderBy('dependent').orderBy('operation').execute())
          found.push(read({ organisation, ...row }))
      }
      return found
    },
    async get(organisation, dependent, operation) {
      const row = await of(organisation, dependent).where('operation', '=', operation).executeTakeFirst()
      return row === undefined ? undefined : read(row)
    },
    async put({ organisation, dependent, operation, scope, revision }) {
      const connector = splitOperation(operation)?.connector ?? operation
      await db
        .insertInto('bindings')
        .values({ organisation, dependent, operation, connector, scope, revision })
        .onConflict((conflict) =>
          conflict.columns(['organisation', 'dependent', 'operation']).doUpdateSet({ scope, revision }),
        )
        .execute()
    },
    async remove(organisation, dependent, operation) {
      let query = db.deleteFrom('bindings').where('organisation', '=', organisation).where('dependent', '=', dependent)
      if (operation !== undefined) query = query.where('operation', '=', operation)
      await query.execute()
    },
    async organisationsOn(connector) {
      const query = db.selectFrom('bindings').select('organisation').where('connector', '=', connector)
      return (await query.distinct().execute()).map((row) => row.organisation)
    },
    async dependentsOn(connector, organisation) {
      let query = db.selectFrom('bindings').select(['organisation', 'dependent']).where('connector', '=', connector)
      if (organisation !== undefined) query = query.where('organisation', '=', organisation)
      return await query.distinct().orderBy('organisation').orderBy('dependent').execute()
    },
    async ofConnector(connector, organisation) {
      let query = db.selectFrom('bindings').selectAll().where('connector', '=', connector)
      if (organisation !== undefined) query = query.where('organisation', '=', organisation)
      return (await query.orderBy('organisation').orderBy('dependent').orderBy('operation').execute()).map(read)
    },
  }
}
