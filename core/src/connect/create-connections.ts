import { connectionUnknown, connectorUnknown } from '../errors/index.ts'
import { createFetch } from '../http/index.ts'
import { type Connection, type ConnectionId, type Connector, type ConnectorId, newId } from '../model/index.ts'
import { assertOrganisation } from './assert-organisation.ts'
import { checkConnection } from './check-connection.ts'
import type { ConnectionInput, Connections, ConnectRoom } from './connections.ts'
import { grantsBeyond } from './grants.ts'
import { linkConnection } from './link.ts'
import { markNeedsReauthorisation } from './needs-reauthorisation.ts'
import { createOpenedConnections } from './opened-connections.ts'
import { reauthorise } from './reauthorise.ts'
import { createAuthSchemes } from './schemes/auth-schemes.ts'
import { createSealing } from './sealing.ts'
import { testConnection } from './test-connection.ts'
import { createTokenKeeper } from './token-keeper.ts'

/** Throws `argument-invalid` for two security schemes of one type. */
export function createConnections(room: ConnectRoom): Connections {
  const { store } = room
  const authSchemes = createAuthSchemes(room.schemes)
  const sealing = createSealing(room.keyProvider)
  const opened = createOpenedConnections({ ...room, sealing })
  const fetch = createFetch(room.transport)
  const tokens = createTokenKeeper({ ...room, sealing, opened, fetch })
  const linkRoom = { ...room, authSchemes, opened, tokens }

  return {
    add: (connection) => add(connection),
    async list(filter) {
      return (await store.tables.connections.list(filter)).map(({ connection }) => connection)
    },
    get: (id) => get(id),
    async test(id) {
      return testConnection(room, await get(id))
    },
    async reauthorise(id, entered) {
      const before = await get(id)
      const connector = await connectorOf(before.organisation, before.connector)
      const connection = await reauthorise({ store, sealing, authSchemes }, { id, connector, entered })
      opened.forget(id)
      return connection
    },
    async remove(id) {
      await get(id)
      await store.tables.connections.remove(id)
      opened.forget(id)
    },
    link: (request) => linkConnection(linkRoom, request),
    async beyond(organisation, connector) {
      const stored = await store.tables.connections.list({ organisation, connector: connector.id })
      return stored
        .map(({ connection }) => ({ connection, grants: grantsBeyond(connection, connector, authSchemes) }))
        .filter(({ grants }) => grants.length > 0)
    },
    async markNeedsReauthorisation(ids, tables) {
      for (const id of ids) {
        await markNeedsReauthorisation(tables, id)
        opened.forget(id)
      }
    },
    close: () => tokens.close(),
  }

  async function add({ organisation, connector: name, ...filled }: ConnectionInput): Promise<Connection> {
    assertOrganisation(organisation)
    const connector = await connectorOf(organisation, name)
    const { credentials, ...checked } = await checkConnection(connector, filled, authSchemes)
    const id = newId<ConnectionId>('con')
    const connection = { id, organisation, connector: connector.id, ...checked, derived: {}, status: 'ready' } as const
    const sealed =
      checked.scheme === null ? null : await sealing.seal({ entered: credentials, learnt: null }, connection)
    await store.tables.connections.insert(connection, sealed)
    return connection
  }

  async function get(id: ConnectionId): Promise<Connection> {
    const stored = await store.tables.connections.get(id)
    if (stored !== undefined) return stored.connection
    throw connectionUnknown(`There is no connection "${id}".`, { hint: 'List them with connections.list().' })
  }

  async function connectorOf(organisation: string, id: ConnectorId): Promise<Connector> {
    const connector = await room.connectorOf(organisation, id)
    if (connector !== undefined) return connector
    throw connectorUnknown(`There is no connector "${id}" for organisation "${organisation}".`, {
      hint: 'Search the catalogue for what there is.',
    })
  }
}
