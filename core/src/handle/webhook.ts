import { type Delivered, type WebhookAnswer, WebhookRefusal } from '../listen/index.ts'
import type { ListenerId } from '../model/index.ts'
import { decodeBody, encodingOf } from './decode-body.ts'
import type { HandleRoom } from './handle-room.ts'
import { plain } from './plain.ts'
import { readBody } from './read-body.ts'

/** Answers a request to a webhook's URL. HEAD only says that there is one: some services look before they call. */
export async function webhook(request: Request, id: ListenerId, room: HandleRoom): Promise<Response> {
  const methods = await room.webhooks.methods(id)
  if (methods === undefined) return plain(404)
  const allow = [...new Set([...methods, 'HEAD', 'OPTIONS'])].sort().join(', ')
  if (request.method === 'OPTIONS') return plain(204, { allow })
  if (request.method === 'HEAD') return plain(200)
  if (!methods.includes(request.method)) return plain(405, { allow })
  try {
    return written(await receive(request, id, room))
  } catch (error) {
    if (!(error instanceof WebhookRefusal)) throw error
    return plain(room.isClosed() ? 503 : error.status, error.status === 405 ? { allow } : {})
  }
}

async function receive(request: Request, id: ListenerId, { webhooks }: HandleRoom): Promise<WebhookAnswer> {
  const delivered = await readDelivered(request).catch((error: unknown) => webhooks.refuse(id, error))
  return webhooks.receive(id, delivered)
}

async function readDelivered(request: Request): Promise<Delivered> {
  const encoding = encodingOf(request.headers)
  const body = await readBody(request)
  const { method, headers } = request
  return { method, headers, url: new URL(request.url), body, decode: () => decodeBody(body, encoding) }
}

function written({ status, contentType, body }: WebhookAnswer): Response {
  if (contentType === undefined) return plain(status)
  const headers = { 'cache-control': 'no-store', 'content-type': contentType, 'x-content-type-options': 'nosniff' }
  return new Response(body ?? null, { status, headers })
}
