import type { Kysely } from 'kysely'
import { parseJson, splitOperation, type Usage } from '../../model/index.ts'
import type { Usages } from '../dependent-tables.ts'
import type { Schema } from '../schema.ts'
import { slices } from './slices.ts'

const rowsAtOnce = 500

export function usagesTable(db: Kysely<Schema>): Usages {
  return {
    async replace(organisation, dependent, usages) {
      await db
        .deleteFrom('usages')
        .where('organisation', '=', organisation)
        .where('dependent', '=', dependent)
        .execute()
      for (const [position, usage] of usages.entries())
        await db
          .insertInto('usages')
          .values({ organisation, dependent, position, connector: connectorOf(usage), data: JSON.stringify(usage) })
          .execute()
    },
    async of(organisation, dependent) {
      const rows = await db
        .selectFrom('usages')
        .select('data')
        .where('organisation', '=', organisation)
        .where('dependent', '=', dependent)
        .orderBy('position')
        .execute()
      return rows.map((row) => read(row.data))
    },
    async some(organisation, dependents) {
      const found = new Map<string, Usage[]>()
      for (const some of slices(dependents, rowsAtOnce)) {
        const query = db.selectFrom('usages').select(['dependent', 'data']).where('organisation', '=', organisation)
        const rows = query.where('dependent', 'in', some).orderBy('dependent').orderBy('position')
        const all = await rows.execute()
        for (const [index, usage] of readAll(all.map(({ data }) => data)).entries()) {
          const { dependent = '' } = all[index] ?? {}
          const own = found.get(dependent) ?? []
          own.push(usage)
          found.set(dependent, own)
        }
      }
      return found
    },
    async namesSchema(connector, digest) {
      const row = await db
        .selectFrom('usages')
        .select('position')
        .where('connector', '=', connector)
        .where('data', 'like', `%"resolvedSchema":${JSON.stringify(digest)}%`)
        .executeTakeFirst()
      return row !== undefined
    },
    async organisationsOn(connector) {
      const query = db.selectFrom('usages').select('organisation').where('connector', '=', connector)
      return (await query.distinct().execute()).map((row) => row.organisation)
    },
    async dependentsOn(connector, organisation) {
      let query = db.selectFrom('usages').select(['organisation', 'dependent']).where('connector', '=', connector)
      if (organisation !== undefined) query = query.where('organisation', '=', organisation)
      return await query.distinct().orderBy('organisation').orderBy('dependent').execute()
    },
  }
}

/** Names that somebody else chose are in a literal's value or in a schema alone; most usages have neither. */
const foreign = /"(value|schema)":[[{]/

function read(data: string): Usage {
  return (foreign.test(data) ? parseJson(data) : JSON.parse(data)) as Usage
}

/** Thousands at once are read in half of the time. */
function readAll(data: readonly string[]): readonly Usage[] {
  const all = `[${data.join(',')}]`
  return foreign.test(all) ? data.map(read) : JSON.parse(all)
}

function connectorOf({ operation }: Usage): string {
  return splitOperation(operation)?.connector ?? operation
}
