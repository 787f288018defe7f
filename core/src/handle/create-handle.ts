import type { ListenerId } from '../model/index.ts'
import type { HandleRoom } from './handle-room.ts'
import { oauthCallback } from './oauth-callback.ts'
import { plain } from './plain.ts'
import { type Route, routeOf } from './route.ts'
import { webhook } from './webhook.ts'

export interface HandleContext {
  /** The browser's session, as in `connections.authorise`. */
  readonly session?: string | undefined
  /** The listener that a request to a path of the host's own is for; whatever its path ends with. */
  readonly listener?: ListenerId | undefined
}

/** Answers a request of the web: a webhook's, or a browser's that comes back. Never throws. */
export type Handle = (request: Request, context?: HandleContext) => Promise<Response>

export function createHandle(room: HandleRoom): Handle {
  async function answer(request: Request, { session, listener }: HandleContext): Promise<Response> {
    if (room.isClosed()) return plain(503)
    const route: Route = listener === undefined ? routeOf(request.url) : { kind: 'listener', id: listener }
    if (route.kind === 'refused') return plain(route.status)
    if (route.kind === 'callback') return oauthCallback(request, { session, finish: room.finish })
    const id = route.kind === 'listener' ? route.id : await room.webhooks.find(route.address)
    return id === undefined ? plain(404) : webhook(request, id, room)
  }

  return async (request, context) => {
    try {
      return await answer(request, context ?? {})
    } catch (error) {
      if (room.isClosed()) return plain(503)
      room.log.error('A request could not be handled.', {
        message: error instanceof Error ? error.message : String(error),
      })
      return plain(503)
    }
  }
}
