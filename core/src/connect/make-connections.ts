import { createHash } from 'node:crypto'
import { connectionInvalid, connectionUnknown, connectorUnknown } from '../errors/index.ts'
import { createFetch } from '../http/index.ts'
import {
  type Connection,
  type ConnectionId,
  type Connector,
  type ConnectorId,
  canonicalJson,
  newId,
} from '../model/index.ts'
import { assertId, assertInput } from './assert-input.ts'
import { assertOrganisation } from './assert-organisation.ts'
import type { OpenAttempt } from './authorise/attempt.ts'
import { createAttempts } from './authorise/attempts.ts'
import { beginAuthorisation } from './authorise/begin.ts'
import { checkAuthorisation } from './authorise/check-authorisation.ts'
import { finishAuthorisation } from './authorise/finish.ts'
import { checkConnection } from './check-connection.ts'
import type { ConnectionInput, Connections, ConnectRoom, Reauthorisation } from './connections.ts'
import { settle } from './derive/settle.ts'
import type { Settled } from './derive/settling.ts'
import { grantsBeyond } from './grants.ts'
import { linkConnection } from './link.ts'
import { markNeedsReauthorisation } from './needs-reauthorisation.ts'
import { createOpenedConnections } from './opened-connections.ts'
import { layOver, reauthorise, sealedOf } from './reauthorise.ts'
import { createAuthSchemes } from './schemes/auth-schemes.ts'
import { createSealing } from './sealing.ts'
import { testConnection } from './test-connection.ts'
import { createTokenKeeper } from './token-keeper.ts'
import { enteredForWebhooks } from './webhook-credentials.ts'

const reauthorisation = { credentials: 'object?', settings: 'any', scheme: 'text or null?' } as const
const connectionInput = { organisation: 'text', connector: 'text', ...reauthorisation } as const

/** The connections as they are once one is used. Throws `argument-invalid` for two security schemes of one type. */
export function makeConnections(room: ConnectRoom): Connections {
  const { store } = room
  const authSchemes = createAuthSchemes(room.schemes)
  const sealing = createSealing(room.keyProvider)
  const opened = createOpenedConnections({ ...room, sealing })
  const fetch = createFetch(room.transport)
  const tokens = createTokenKeeper({ ...room, sealing, opened, fetch })
  const attempts = createAttempts({ store, sealing })
  const making = { ...room, sealing, authSchemes, opened, fetch, attempts }
  const linkRoom = { ...room, authSchemes, opened, tokens }

  return {
    add,
    async list(filter) {
      return (await store.tables.connections.list(filter)).map(({ connection }) => connection)
    },
    get: (id) => get(id),
    async test(id) {
      return testConnection(room, await get(id))
    },
    async reauthorise(id, entered) {
      assertId('connections.reauthorise', id)
      assertInput('connections.reauthorise', entered, reauthorisation)
      const before = await get(id)
      const connector = await connectorOf(before.organisation, before.connector)
      const connection = await reauthorise(making, { id, connector, entered: entered as Reauthorisation })
      opened.forget(id)
      return connection
    },
    async authorise(input) {
      checkAuthorisation(input)
      const before = input.connection === undefined ? undefined : await get(input.connection)
      const connector = await connectorOf(input.organisation, input.connector)
      return beginAuthorisation({ ...making, redirectUri: room.redirectUri }, { input, connector, before })
    },
    finish: (callback) => finishAuthorisation({ ...making, connectorOf: connectorOfAttempt, keep }, callback),
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
    sealing,
    async webhookCredentials(id) {
      return enteredForWebhooks((await opened.read(id)).secrets.entered)
    },
    async fingerprint(id, salt) {
      const { connection, secrets } = await opened.read(id)
      const text = canonicalJson([salt, connection.settings, secrets.entered])
      return createHash('sha256').update(text).digest('base64url')
    },
    close: () => tokens.close(),
  }

  async function add(input: ConnectionInput): Promise<Connection> {
    assertInput('connections.add', input, connectionInput)
    const { organisation, connector: name, ...filled } = input
    assertOrganisation(organisation)
    const connector = await connectorOf(organisation, name)
    const checked = await checkConnection(connector, filled, authSchemes)
    return insert(await settle(making, { organisation, checked }))
  }

  async function insert({ connection: settled, secrets }: Settled): Promise<Connection> {
    const connection = { ...settled, id: newId<ConnectionId>('con') }
    const sealed = await sealedOf({ connection, secrets }, sealing)
    await store.tables.connections.insert(connection, sealed)
    return connection
  }

  async function keep(settled: Settled, { connection: id }: OpenAttempt): Promise<Connection> {
    if (id === null) return insert(settled)
    const connection = await layOver(making, { id, settled })
    opened.forget(id)
    return connection
  }

  /** A connection that is gone is found so before the code is spent. */
  async function connectorOfAttempt({ organisation, connector, connection }: OpenAttempt): Promise<Connector> {
    if (connection !== null) await get(connection)
    return connectorOf(organisation, connector)
  }

  async function get(id: ConnectionId): Promise<Connection> {
    assertId('connections', id)
    const stored = await store.tables.connections.get(id)
    if (stored !== undefined) return stored.connection
    throw connectionUnknown(`There is no connection "${id}".`, { hint: 'List them with connections.list().' })
  }

  async function connectorOf(organisation: string, id: ConnectorId): Promise<Connector> {
    const connector = await room.connectorOf(organisation, id)
    if (connector?.extends !== undefined)
      throw connectionInvalid(`"${id}" extends "${connector.extends}" and has no connections of its own.`, {
        hint: `Make one to "${connector.extends}"; the operations of "${id}" take it.`,
      })
    if (connector !== undefined) return connector
    throw connectorUnknown(`There is no connector "${id}" for organisation "${organisation}".`, {
      hint: 'Search the catalogue for what there is.',
    })
  }
}
