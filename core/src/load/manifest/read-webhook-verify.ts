import {
  type Challenge,
  type HmacVerification,
  isJsonObject,
  type Json,
  type JsonObject,
  type TokenVerification,
  type Verification,
  type WebhookSecret,
} from '../../model/index.ts'
import { choiceIn, type Drafting, objectIn, present, textIn } from './drafting.ts'
import { durationIn } from './duration.ts'
import type { WebhookPlace } from './webhook-place.ts'

const algorithms = ['sha1', 'sha256', 'sha384', 'sha512'] as const
const encodings = ['hex', 'base64', 'base64url'] as const

export function readVerification(
  { model, source, written }: WebhookPlace,
  { origins }: Drafting,
): Verification | undefined {
  const verify = objectIn(written, 'verify')
  const kind = (['hmac', 'basic', 'token'] as const).find((name) => isJsonObject(verify[name]))
  if (kind === undefined) return verify.url === true ? { kind: 'url' } : undefined
  origins.add(`${model}/verify`, `${source}/verify/${kind}`)
  const details = objectIn(verify, kind)
  if (kind === 'hmac') return readHmac(details)
  if (kind === 'token') return readToken(details)
  const username = textIn(details, 'username')
  return username === undefined ? undefined : { kind, username, secret: readSecret(details.secret) }
}

/** Hexadecimal by default, with nothing around the signature, of the body alone. */
function readHmac(written: JsonObject): HmacVerification | undefined {
  const header = textIn(written, 'header')
  const algorithm = choiceIn(written, 'algorithm', algorithms)
  if (header === undefined || algorithm === undefined) return undefined
  return {
    kind: 'hmac',
    algorithm,
    encoding: choiceIn(written, 'encoding', encodings) ?? 'hex',
    header,
    format: textIn(written, 'format') ?? '{signature}',
    signed: textIn(written, 'signed') ?? '{body}',
    ...present('timestamp', isJsonObject(written.timestamp) ? readTimestamp(written.timestamp) : undefined),
    secret: readSecret(written.secret),
  }
}

const fiveMinutes = 300_000

function readTimestamp(written: JsonObject): NonNullable<HmacVerification['timestamp']> {
  return {
    ...present('header', textIn(written, 'header')),
    unit: choiceIn(written, 'unit', ['s', 'ms', 'date-time']) ?? 's',
    within: durationIn(written, 'within') ?? fiveMinutes,
  }
}

function readToken(written: JsonObject): TokenVerification | undefined {
  const place = (['header', 'query', 'item'] as const).find((name) => typeof written[name] === 'string')
  if (place === undefined) return undefined
  const name = textIn(written, place) ?? ''
  return {
    kind: 'token',
    in: place,
    name,
    ...present('prefix', textIn(written, 'prefix')),
    secret: readSecret(written.secret),
  }
}

/** `generated`, `connection`, or an object; a secret of the connection is its credential `webhookSecret` by default. */
function readSecret(written: Json | undefined): WebhookSecret {
  const details: JsonObject = isJsonObject(written) ? written : { from: written ?? null }
  const common = {
    encoding: choiceIn(details, 'encoding', ['text', 'base64', 'hex']) ?? 'text',
    ...present('prefix', textIn(details, 'prefix')),
  } as const
  const from = choiceIn(details, 'from', ['generated', 'answer', 'connection'])
  if (from === 'generated') return { from, ...common }
  if (from === 'answer') return { from, at: textIn(details, 'at') ?? '', ...common }
  return { from: 'connection', credential: textIn(details, 'credential') ?? 'webhookSecret', ...common }
}

export function readChallenge({ written }: WebhookPlace, verify: Verification): Challenge | undefined {
  const challenge = objectIn(written, 'challenge')
  const from = readFrom(objectIn(challenge, 'from'))
  if (from === undefined) return undefined
  const answer = objectIn(challenge, 'answer')
  return {
    method: choiceIn(challenge, 'method', ['GET', 'POST']) ?? 'GET',
    from,
    ...present('token', readChallengeToken(objectIn(challenge, 'token'), verify)),
    answer: {
      as: choiceIn(answer, 'as', ['text', 'json']) ?? 'text',
      ...present('at', textIn(answer, 'at')),
      ...present('hmac', isJsonObject(answer.hmac) ? readSigning(answer.hmac) : undefined),
    },
  }
}

function readFrom(written: JsonObject): Challenge['from'] | undefined {
  const [query, header, body] = [textIn(written, 'query'), textIn(written, 'header'), textIn(written, 'body')]
  if (query !== undefined) return { query }
  if (header !== undefined) return { header }
  return body === undefined ? undefined : { body }
}

/** The secret of the verification by default. */
function readChallengeToken(written: JsonObject, verify: Verification): Challenge['token'] {
  const query = textIn(written, 'query')
  if (query === undefined) return undefined
  const own = written.secret === undefined && verify.kind !== 'url' ? verify.secret : readSecret(written.secret)
  return { query, secret: own }
}

function readSigning(written: JsonObject): NonNullable<Challenge['answer']['hmac']> {
  return {
    algorithm: choiceIn(written, 'algorithm', algorithms) ?? 'sha256',
    encoding: choiceIn(written, 'encoding', encodings) ?? 'hex',
    format: textIn(written, 'format') ?? '{signature}',
  }
}
