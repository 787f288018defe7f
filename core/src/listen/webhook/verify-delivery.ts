import { type Json, type TokenVerification, type Verification, valueAt } from '../../model/index.ts'
import { type Delivered, WebhookRefusal } from './delivered.ts'
import { isSameText } from './same-secret.ts'
import { type Verifying, verifyHmac } from './verify-hmac.ts'

/** Throws `WebhookRefusal` (401) for what is not the service's; what is missing is refused. */
export function verifyDelivery(verify: Verification, verifying: Verifying): void {
  if (verify.kind === 'url') return
  if (verifying.secrets.length === 0) throw refuse('There is no secret to verify it by.')
  if (verify.kind === 'hmac') verifyHmac(verify, verifying)
  else if (verify.kind === 'basic') verifyBasic(verify.username, verifying)
  else if (verify.in !== 'item') assertToken(tokenOf(verify, verifying.delivered), verify, verifying.secrets)
}

/** A token that every item has is looked at once they are read. */
export function verifyItems(verify: TokenVerification, items: readonly Json[], secrets: readonly string[]): void {
  if (secrets.length === 0) throw refuse('There is no secret to verify it by.')
  if (items.length === 0) throw refuse('It has no item, and so no token.')
  for (const item of items) {
    const value = valueAt(item, verify.name)
    assertToken(typeof value === 'string' ? value : null, verify, secrets)
  }
}

function tokenOf({ in: place, name }: TokenVerification, { headers, url }: Delivered): string | null {
  return place === 'header' ? headers.get(name) : url.searchParams.get(name)
}

function assertToken(given: string | null, { prefix = '', name }: TokenVerification, secrets: readonly string[]): void {
  if (given === null || given === '') throw refuse(`It has no "${name}".`)
  const expected = secrets.map((secret) => prefix + secret)
  if (!isOneOf(given, expected)) throw refuse(`Its "${name}" is not the secret.`)
}

function verifyBasic(username: string, { delivered, secrets }: Verifying): void {
  const [, encoded] = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(delivered.headers.get('authorization') ?? '') ?? []
  if (encoded === undefined) throw refuse('It has no user name and password.')
  const given = Buffer.from(encoded, 'base64').toString('utf8')
  const expected = secrets.map((secret) => `${username}:${secret}`)
  if (!isOneOf(given, expected)) throw refuse('Its user name and password are others.')
}

/** Looks at each, whichever fits. */
function isOneOf(given: string, expected: readonly string[]): boolean {
  return expected.reduce((found, one) => isSameText(given, one) || found, false)
}

function refuse(message: string): WebhookRefusal {
  return new WebhookRefusal(401, message)
}
