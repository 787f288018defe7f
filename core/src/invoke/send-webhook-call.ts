import type { HttpCall, Json } from '../model/index.ts'
import type { BoundCall, CallRequest } from './bound-call.ts'
import { buildRequest } from './build-request.ts'
import { sendBuilt } from './send-built.ts'

/**
 * One call of a webhook's subscription, sent once: whoever keeps it tries again. Answers the body, `null` where there is
 * none. Throws what {@link invoke} throws.
 */
export async function sendWebhookCall(call: BoundCall, http: HttpCall, request: CallRequest): Promise<Json> {
  const once = { ...http, attempts: 1 }
  const { body } = await sendBuilt(buildRequest(call, once, request), { call, http: once, request })
  return body
}
