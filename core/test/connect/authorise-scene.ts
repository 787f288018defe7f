import type { Authorisation, AuthorisationInput, Finished } from '../../src/connect/index.ts'
import type { Connection } from '../../src/model/index.ts'
import {
  type AuthorisationServer,
  clientId,
  clientSecret,
  redirectUri,
  startAuthorisationServer,
} from './authorisation-server.ts'
import { type Browser, createBrowser } from './browser.ts'
import { browserConnector } from './oauth-connector.ts'
import { openRoom, type Room } from './room.ts'

export const session = 'session of a browser'

/** A room, an authorisation server, and a browser that a person uses. */
interface Scene extends AsyncDisposable {
  readonly auth: AuthorisationServer
  readonly room: Room
  readonly browser: Browser
  begin(more?: Partial<AuthorisationInput>): Promise<Authorisation>
  finish(url: URL, session?: string): Promise<Finished>
}

export async function scene(
  connector = browserConnector(),
  options: Parameters<typeof startAuthorisationServer>[0] = {},
): Promise<Scene> {
  const auth = await startAuthorisationServer(options)
  const room = await openRoom(connector, auth)
  return {
    auth,
    room,
    browser: createBrowser({ connectTo: auth.connectTo, stopAt: redirectUri }),
    begin: (more = {}) =>
      room.connections.authorise({
        organisation: 'pune',
        connector: 'service',
        credentials: { clientId, clientSecret },
        session,
        ...more,
      }),
    finish: (url, own = session) => room.connections.finish({ url, session: own }),
    async [Symbol.asyncDispose]() {
      await room[Symbol.asyncDispose]()
      await auth[Symbol.asyncDispose]()
    },
  }
}

/** Throws what went wrong where there is none. */
export const connectionOf = (finished: Finished): Connection => {
  if ('error' in finished) throw finished.error
  return finished.connection
}
