import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AuthorisationInput, Kernel, KernelOptions } from '../../src/index.ts'
import {
  type AuthorisationServer,
  clientId,
  clientSecret,
  redirectUri,
  startAuthorisationServer,
} from '../connect/authorisation-server.ts'
import { type Browser, createBrowser } from '../connect/browser.ts'
import { type Host, openHost } from './host.ts'

export const session = 'session of a browser'
export const publicUrl = 'https://app.example.com/jackfield/'
export const manifest = `
jackfield: 1
id: service
version: '1.0.0'
title: Service
servers: [{ url: https://api.example.com }]
securitySchemes:
  oauth:
    type: oauth2
    flows:
      authorizationCode:
        authorizationUrl: https://auth.example.com/auth
        tokenUrl: https://auth.example.com/token
        scopes: { openid: Know who you are, offline_access: While you are away }
        parameters: { prompt: consent }
derived:
  token: { from: whoAmI, at: /kind }
test: listOrders
actions:
  whoAmI: { title: Who am I, http: GET /me, output: { type: object } }
  listOrders:
    title: List orders
    http: GET /orders
    query: { kind: '{derived.token}' }
    output: { type: object }
`

/** A kernel whose connector is authorised in the browser, at an authorisation server of its own. */
export interface Scene extends AsyncDisposable {
  readonly auth: AuthorisationServer
  readonly host: Host
  readonly kernel: Kernel
  begin(more?: Partial<AuthorisationInput>): Promise<{ readonly url: string; readonly attempt: string }>
}

export async function openScene(options: Partial<KernelOptions> = {}): Promise<Scene> {
  const auth = await startAuthorisationServer({})
  const host = await openHost()
  await mkdir(join(host.plugins, 'service'))
  await writeFile(join(host.plugins, 'service/connector.yaml'), manifest)
  const kernel = await host.start({ connectTo: auth.connectTo, publicUrl, ...options })
  const filled = { organisation: 'pune', connector: 'service', credentials: { clientId, clientSecret }, session }
  return {
    auth,
    host,
    kernel,
    begin: (more = {}) => kernel.connections.authorise({ ...filled, ...more }),
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]()
      await auth[Symbol.asyncDispose]()
    },
  }
}

export const browse = ({ auth }: Scene): Browser => createBrowser({ connectTo: auth.connectTo, stopAt: redirectUri })
