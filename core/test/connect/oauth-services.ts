import type { ServerResponse } from 'node:http'
import type { Connection, Template } from '../../src/model/index.ts'
import { type Arrived, json, type Loopback, serveAnswers } from './loopback.ts'
import { api, issuer } from './oauth-connector.ts'
import type { Room } from './room.ts'

export const credentials = { clientId: 'the-client', clientSecret: 's3cret', refreshToken: 'refresh-1' }

/** The header as Zoho has it. */
export const zoho: { value: Template } = {
  value: { kind: 'text', parts: ['Zoho-oauthtoken ', { root: 'credentials', path: ['accessToken'] }] },
}

type Services = AsyncDisposable & {
  readonly connectTo: Record<string, string>
  readonly asked: Arrived[]
  readonly called: Arrived[]
}

/** A token endpoint that answers as it is told, and a service that takes everything. */
export async function services(token: (arrived: Arrived, response: ServerResponse) => void): Promise<Services> {
  const auth = await serveAnswers(token)
  const service = await serveAnswers((_arrived, response) => json(response, {}))
  return {
    connectTo: { [issuer]: auth.address, [api]: service.address },
    asked: auth.arrived,
    called: service.arrived,
    async [Symbol.asyncDispose]() {
      for (const each of [auth, service] as Loopback[]) await each[Symbol.asyncDispose]()
    },
  }
}

/** Adds a connection with these credentials, without a refresh token where nothing asks for one. */
export function add({ connections, connector }: Room, more: Partial<typeof credentials> = {}): Promise<Connection> {
  const [scheme] = Object.values(connector.securitySchemes)
  const refreshes = scheme?.type === 'oauth2' && scheme.flows.refreshToken !== undefined
  const { refreshToken, ...client } = credentials
  const entered = { ...client, ...(refreshes ? { refreshToken } : {}), ...more }
  return connections.add({ organisation: 'pune', connector: 'service', credentials: entered })
}

/** An answer of this type. */
export const text =
  (body: string, type: string, status = 200) =>
  (response: ServerResponse) =>
    void response.writeHead(status, { 'content-type': type }).end(body)
