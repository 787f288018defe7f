import type { Challenge, HmacVerification, Renew, Subscribe, Webhook, WebhookSecret } from '../../../src/model/index.ts'
import { http } from './http.ts'
import { literal, type Whole } from './whole.ts'

export const secret: Whole<WebhookSecret> = {
  from: 'connection',
  credential: 'webhookKey',
  encoding: 'text',
  prefix: 'whsec_',
}

const hmac: Whole<HmacVerification> = {
  kind: 'hmac',
  algorithm: 'sha256',
  encoding: 'hex',
  header: 'x-signature',
  format: 'sha256={signature}',
  signed: '{body}',
  timestamp: { header: 'x-at', unit: 's', within: 1000 },
  secret,
}

const subscribe: Whole<Subscribe> = { http, keep: { id: '/id', at: { header: 'location' } }, expires: { at: '/until' } }
const renew: Whole<Renew> = { http, before: 1000 }
const challenge: Whole<Challenge> = {
  method: 'GET',
  from: { query: 'challenge' },
  token: { query: 'token', secret },
  answer: { as: 'text', at: '/challenge', hmac: { algorithm: 'sha256', encoding: 'hex', format: '{signature}' } },
}

export const webhook: Whole<Webhook> = {
  subscribe,
  renew,
  unsubscribe: { http },
  verify: hmac,
  challenge,
  where: { '/event': literal('made') },
  items: '/item',
  dedupe: { key: ['/id'], header: 'x-delivery', window: 1000 },
}
