import type {
  Challenge,
  HmacVerification,
  HttpCall,
  JsonObject,
  Verification,
  Webhook,
  WebhookSecret,
} from '../../model/index.ts'
import { type ReadBack, writeCall, writeWhere } from './write-call.ts'
import { writeDuration } from './write-duration.ts'
import { written } from './written.ts'

export type CallName = 'subscribe' | 'renew' | 'unsubscribe'

const usualWindow = 2_592_000_000
const usualBefore = 3_600_000
const usualWithin = 300_000

/** `readBack` of each call: what these words of it read as. */
export function writeWebhook(webhook: Webhook, readBack: (name: CallName) => ReadBack): JsonObject {
  const { subscribe, renew, unsubscribe, verify, challenge, where, items, dedupe } = webhook
  const call = (name: CallName, http: HttpCall): JsonObject => writeCall(http, readBack(name))
  const window = dedupe.window === usualWindow ? undefined : writeDuration(dedupe.window)
  return written({
    subscribe: subscribe && written({ ...call('subscribe', subscribe.http), ...keptOf(subscribe) }),
    renew:
      renew &&
      written({
        ...call('renew', renew.http),
        before: renew.before === usualBefore ? undefined : writeDuration(renew.before),
      }),
    unsubscribe: unsubscribe && call('unsubscribe', unsubscribe.http),
    verify: writeVerification(verify),
    challenge: challenge && writeChallenge(challenge, verify),
    where: where && writeWhere(where),
    items,
    dedupe:
      dedupe.header === undefined
        ? written({ key: dedupe.key, window })
        : written({ ...(dedupe.key.length > 0 && { key: dedupe.key }), header: dedupe.header, window }),
  })
}

function keptOf({ keep, expires }: NonNullable<Webhook['subscribe']>): JsonObject {
  const until = expires === undefined || 'at' in expires ? expires : { after: writeDuration(expires.after) }
  return written({ keep: Object.keys(keep).length === 0 ? undefined : keep, expires: until })
}

function writeVerification(verify: Verification): JsonObject {
  if (verify.kind === 'url') return { url: true }
  const secret = writeSecret(verify.secret)
  if (verify.kind === 'basic') return { basic: { username: verify.username, secret } }
  if (verify.kind === 'token') return { token: written({ [verify.in]: verify.name, prefix: verify.prefix, secret }) }
  return { hmac: writeHmac(verify, secret) }
}

function writeHmac(verify: HmacVerification, secret: JsonObject | string): JsonObject {
  const { algorithm, encoding, header, format, signed, timestamp } = verify
  return written({
    algorithm,
    encoding: encoding === 'hex' ? undefined : encoding,
    header,
    format: format === '{signature}' ? undefined : format,
    signed: signed === '{body}' ? undefined : signed,
    timestamp:
      timestamp &&
      written({
        header: timestamp.header,
        unit: timestamp.unit === 's' ? undefined : timestamp.unit,
        within: timestamp.within === usualWithin ? undefined : writeDuration(timestamp.within),
      }),
    secret,
  })
}

function writeSecret(secret: WebhookSecret): JsonObject | string {
  const { from, encoding, prefix } = secret
  const more = written({
    at: secret.from === 'answer' ? secret.at : undefined,
    credential: secret.from === 'connection' && secret.credential !== 'webhookSecret' ? secret.credential : undefined,
    encoding: encoding === 'text' ? undefined : encoding,
    prefix,
  })
  return Object.keys(more).length === 0 ? from : { from, ...more }
}

function writeChallenge({ method, from, token, answer }: Challenge, verify: Verification): JsonObject {
  const { as, at, hmac } = answer
  const isSame = token !== undefined && verify.kind !== 'url' && same(token.secret, verify.secret)
  return written({
    method: method === 'GET' ? undefined : method,
    from,
    token: token && written({ query: token.query, secret: isSame ? undefined : writeSecret(token.secret) }),
    answer: written({
      as,
      at,
      hmac:
        hmac &&
        written({
          algorithm: hmac.algorithm,
          encoding: hmac.encoding === 'hex' ? undefined : hmac.encoding,
          format: hmac.format === '{signature}' ? undefined : hmac.format,
        }),
    }),
  })
}

function same(one: WebhookSecret, other: WebhookSecret): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
