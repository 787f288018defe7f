import type { SignableRequest } from '../../http/index.ts'
import type { Dict, Json, SecurityScheme } from '../../model/index.ts'
import { dict } from '../../model/index.ts'
import type { AuthScheme, BrowserAuthorisation, CredentialField, Renewed, WrongCredential } from '../auth-scheme.ts'

export interface Part {
  readonly name: string
  readonly scheme: SecurityScheme
  readonly auth: AuthScheme
}

/**
 * Several schemes together (AND) as one: a request is signed by those that are `used`. Each credential is named after
 * its scheme, `appId.key`, since several may have the same fields. At most one of them has tokens.
 */
export function combined(parts: readonly Part[], used: readonly string[]): AuthScheme {
  const using = parts.filter(({ name }) => used.includes(name)).toSorted((a, b) => Number(meets(a)) - Number(meets(b)))
  const asked = using.find(meets)
  const holder = using.find(({ auth }) => auth.renew !== undefined)
  return {
    type: 'combined',
    fields: () => parts.flatMap((part) => part.auth.fields(part.scheme).map((field) => fieldOf(part, field))),
    placements: () =>
      using.flatMap(({ name, scheme, auth }) =>
        auth.placements(scheme).map((placed) => ({ ...placed, credential: `${name}.${placed.credential}` })),
      ),
    sign: (request: SignableRequest, _scheme: SecurityScheme, credentials: Dict<Json>) =>
      using.reduce((signed, part) => part.auth.sign(signed, part.scheme, withChallenge(part, credentials)), request),
    checkEntered: (_scheme: SecurityScheme, credentials: Dict<Json>) =>
      parts.flatMap((part) => wrongIn(part, own(part, credentials))),
    ...certificateOf(using),
    ...(asked && {
      meet: (_scheme: SecurityScheme, challenges: string) => asked.auth.meet?.(asked.scheme, challenges),
    }),
    ...(holder && tokensOf(holder)),
    ...discoveryOf(using),
    ...browserOf(parts),
  }
}

function wrongIn({ name, scheme, auth }: Part, credentials: Dict<Json>): readonly WrongCredential[] {
  const wrong = auth.checkEntered?.(scheme, credentials) ?? []
  return wrong.map((each) => ({ ...each, credential: `${name}.${each.credential}` }))
}

function certificateOf(using: readonly Part[]): Pick<AuthScheme, 'certificate'> {
  const part = using.find(({ auth }) => auth.certificate !== undefined)
  const present = part?.auth.certificate
  if (part === undefined || present === undefined) return {}
  return { certificate: (_scheme, credentials) => present(part.scheme, own(part, credentials)) }
}

/** Whether it waits to be asked: it then signs what the others have made of the URL. */
function meets({ scheme }: Part): boolean {
  return scheme.type === 'http' && scheme.scheme === 'digest'
}

function withChallenge(part: Part, credentials: Dict<Json>): Dict<Json> {
  const { challenge } = credentials
  return challenge === undefined || !meets(part) ? own(part, credentials) : { ...own(part, credentials), challenge }
}

function discoveryOf(parts: readonly Part[]): Pick<AuthScheme, 'discover'> {
  const part = parts.find(({ auth }) => auth.discover !== undefined)
  if (part === undefined) return {}
  return { discover: async (discovery) => part.auth.discover?.({ ...discovery, scheme: part.scheme }) ?? {} }
}

function tokensOf(part: Part): Pick<AuthScheme, 'tokenEndpoint' | 'renew'> {
  const { auth, scheme } = part
  return {
    ...(auth.tokenEndpoint && {
      tokenEndpoint: (_scheme, credentials) => auth.tokenEndpoint?.(scheme, own(part, credentials)) as never,
    }),
    ...(auth.renew && {
      renew: async (renewal) =>
        named(
          part,
          (await auth.renew?.({ ...renewal, scheme, credentials: own(part, renewal.credentials) })) as Renewed,
        ),
    }),
  }
}

/** The browser goes to one of them; what the others need is entered with its client. */
function browserOf(parts: readonly Part[]): { readonly browser?: BrowserAuthorisation } {
  const part = parts.find(({ auth, scheme }) => auth.browser?.endpoints(scheme) !== undefined)
  const browser = part?.auth.browser
  if (part === undefined || browser === undefined) return {}
  const { scheme } = part
  return {
    browser: {
      endpoints: () => browser.endpoints(scheme),
      fields: () =>
        parts.flatMap((each) =>
          (each === part ? browser.fields(scheme) : each.auth.fields(each.scheme)).map((field) => fieldOf(each, field)),
        ),
      scopes: () => browser.scopes(scheme),
      begin: (beginning) => browser.begin({ ...beginning, scheme, credentials: own(part, beginning.credentials) }),
      exchange: async (exchange) =>
        named(part, await browser.exchange({ ...exchange, scheme, credentials: own(part, exchange.credentials) })),
    },
  }
}

function fieldOf({ name }: Part, field: CredentialField): CredentialField {
  const { keptAs } = field
  return {
    ...field,
    name: `${name}.${field.name}`,
    title: `${name}: ${field.title}`,
    ...(keptAs !== undefined && { keptAs: `${name}.${keptAs}` }),
  }
}

function own({ name }: Part, credentials: Dict<Json>): Dict<Json> {
  const prefix = `${name}.`
  const entries = Object.entries(credentials).filter(([each]) => each.startsWith(prefix))
  return dict(entries.map(([each, value]) => [each.slice(prefix.length), value]))
}

function named({ name }: Part, renewed: Renewed): Renewed {
  const credentials = dict(Object.entries(renewed.credentials).map(([each, value]) => [`${name}.${each}`, value]))
  return { ...renewed, credentials }
}
