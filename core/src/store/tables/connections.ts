import type { Kysely } from 'kysely'
import { type Connection, parseJson } from '../../model/index.ts'
import type { Schema } from '../schema.ts'
import type { StoredConnection, StoredConnections } from '../store.ts'

function read(row: { data: string; sealed: string | null; version: number }): StoredConnection {
  return { connection: parseJson(row.data) as unknown as Connection, sealed: row.sealed, version: row.version }
}

export function connectionsTable(db: Kysely<Schema>): StoredConnections {
  const select = () => db.selectFrom('connections').select(['data', 'sealed', 'version'])
  return {
    async get(id) {
      const row = await select().where('id', '=', id).executeTakeFirst()
      return row === undefined ? undefined : read(row)
    },
    async list(filter = {}) {
      let query = select().orderBy('id')
      for (const column of ['organisation', 'connector'] as const) {
        const wanted = filter[column]
        if (wanted !== undefined) query = query.where(column, '=', wanted)
      }
      return (await query.execute()).map(read)
    },
    async insert(connection, sealed) {
      const { id, organisation, connector } = connection
      const data = JSON.stringify(connection)
      await db.insertInto('connections').values({ id, organisation, connector, data, sealed, version: 1 }).execute()
    },
    async swap({ connection, sealed, version }) {
      const result = await db
        .updateTable('connections')
        .set({ data: JSON.stringify(connection), sealed, version: version + 1 })
        .where('id', '=', connection.id)
        .where('version', '=', version)
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
    async remove(id) {
      await db.deleteFrom('connections').where('id', '=', id).execute()
    },
  }
}
