import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type AfterOptions,
  type ControlTable,
  type Numbered,
  NumberedLog,
  type Ports,
  type RunningStandIn,
  serveControl,
} from '../serving/index.ts'
import { createProvider, type ProviderOptions, paths } from './create-provider.ts'
import type { Granting } from './provider.ts'

/** A request to the token endpoint, and how it was answered. */
export interface TokenRequest {
  /** Such as `authorization_code`, once the client has proved who it is. */
  readonly grant: string
  readonly granted: boolean
}

/** What a test or a scenario can ask of the authorisation server. */
export interface AccountsControl {
  tokenRequests(options?: AfterOptions): Promise<Numbered<TokenRequest>[]>
}

export const accountsCalls: ControlTable<AccountsControl> = { tokenRequests: true }

export type AccountsSettings = Ports & ProviderOptions

/** Where a service on this machine asks what a token is worth. */
export const introspectionUrl = (port: number): string => `http://127.0.0.1:${port}${paths.introspection}`

/** Starts the authorisation server of {@link createProvider} on loopback. */
export async function startAccounts(settings: AccountsSettings): Promise<RunningStandIn<AccountsControl>> {
  const provider = await createProvider(settings)
  const requests = new NumberedLog<TokenRequest>()
  const hear =
    (granted: boolean) =>
    ({ oidc }: Granting): void =>
      requests.add({ grant: oidc.params?.grant_type ?? '', granted })
  provider.on('grant.success', hear(true))
  provider.on('grant.error', hear(false))
  const server = createServer(provider.callback())
  server.listen(settings.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  const control: AccountsControl = { tokenRequests: (options) => requests.after(options) }
  const calls = await serveControl(control, settings.controlPort)
  const close = async (): Promise<void> => {
    requests.close()
    await Promise.all([closed(server), calls.close()])
  }
  const { port } = server.address() as AddressInfo
  return { port, controlPort: calls.port, control, close, [Symbol.asyncDispose]: close }
}

async function closed(server: Server): Promise<void> {
  const end = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await end
}
