import { createHmac } from 'node:crypto'
import { type Challenge, dict, type Json, segmentsOf, type Verification, valueAt } from '../../model/index.ts'
import { type Delivered, type WebhookAnswer, WebhookRefusal } from './delivered.ts'
import { isSameText } from './same-secret.ts'
import { secretBytes } from './secret-bytes.ts'

export interface Challenged {
  readonly challenge: Challenge
  readonly verify: Verification
  readonly delivered: Delivered
  /** Of the verification. */
  readonly secrets: readonly string[]
  /** Of the challenge's own token. */
  readonly tokens: readonly string[]
}

const longest = 4096

/** The answer to a challenge in the query or a header; `undefined` for another request. Throws `WebhookRefusal`. */
export function answerChallenge(challenged: Challenged): WebhookAnswer | undefined {
  const { challenge, delivered } = challenged
  const { method, from } = challenge
  if (delivered.method !== method || 'body' in from) return undefined
  const value = 'query' in from ? delivered.url.searchParams.get(from.query) : delivered.headers.get(from.header)
  if (value === null) return undefined
  if (challenge.answer.hmac !== undefined && (value === '' || !opaque.test(value)))
    throw new WebhookRefusal(400, 'Its challenge could be read as a delivery, and is not signed.')
  return answered(value, challenged)
}

/**
 * Nobody verified a challenge outside the body, and signing it takes the secret that deliveries are signed by: whoever
 * asks for the signature of a delivery must not get one. So what is signed is never a delivery, and what might be is
 * none.
 */
export function assertNoChallenge({ body }: Delivered, challenge: Challenge | undefined): void {
  if (challenge?.answer.hmac === undefined || 'body' in challenge.from) return
  if (opaque.test(Buffer.from(body).toString('latin1')))
    throw new WebhookRefusal(401, 'It could be a challenge, whose signature anybody may ask for.')
}

/** What tokens are made of: neither JSON, but for numbers and names, nor a form of any value. */
const opaque = /^[\w.~+/-]*={0,2}$/

/** The same of a challenge in the body, which was verified. */
export function answerChallengeIn(payload: Json, challenged: Challenged): WebhookAnswer | undefined {
  const { from } = challenged.challenge
  if (!('body' in from)) return undefined
  const value = valueAt(payload, from.body)
  return typeof value === 'string' ? answered(value, challenged) : undefined
}

function answered(value: string, challenged: Challenged): WebhookAnswer {
  const { as, at = '', hmac } = challenged.challenge.answer
  if (value.length > longest) throw new WebhookRefusal(400, `Its challenge is longer than ${longest} characters.`)
  assertToken(challenged)
  const given = hmac === undefined ? value : signed(value, hmac, challenged)
  if (as === 'text') return { status: 200, contentType: 'text/plain; charset=utf-8', body: given }
  const body = segmentsOf(at).reduceRight<Json>((inner, name) => dict([[name, inner]]), given)
  return { status: 200, contentType: 'application/json', body: JSON.stringify(body) }
}

function assertToken({ challenge: { token }, delivered, tokens }: Challenged): void {
  if (token === undefined) return
  const given = delivered.url.searchParams.get(token.query)
  if (given === null || !tokens.some((expected) => isSameText(given, expected)))
    throw new WebhookRefusal(401, `Its challenge does not have the right "${token.query}".`)
}

function signed(
  value: string,
  { algorithm, encoding, format }: NonNullable<Challenge['answer']['hmac']>,
  { verify, secrets: [secret] }: Challenged,
): string {
  const key = secret === undefined || verify.kind === 'url' ? null : secretBytes(secret, verify.secret)
  if (key === null) throw new WebhookRefusal(401, 'There is no secret to sign the answer to its challenge with.')
  const signature = createHmac(algorithm, key).update(value, 'utf8').digest(encoding)
  return format.replace('{signature}', () => signature)
}
