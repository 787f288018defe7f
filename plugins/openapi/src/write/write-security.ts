import {
  type ApiKeyScheme,
  type AuthorizationCodeFlow,
  type Connector,
  dict,
  type ImplicitFlow,
  type Json,
  type JsonObject,
  type OAuthFlow,
  type SecurityRequirement,
  type SecurityScheme,
} from '@jackfield/core'
import { isEntered } from '../read/index.ts'
import { filled } from './filled.ts'
import { plainUrl } from './write-servers.ts'

export interface WrittenSecurity {
  /** Security Scheme Objects; undefined where there are none. */
  readonly schemes: JsonObject | undefined
  requirements(written: readonly SecurityRequirement[]): Json
}

/** What a call needs, as far as OpenAPI has words for it. */
export function writeSecurity({ securitySchemes }: Connector): WrittenSecurity {
  const names = componentNames(Object.keys(securitySchemes))
  const schemes = Object.entries(securitySchemes).map(
    ([name, scheme]) => [names.get(name) ?? '', writeScheme(scheme)] as const,
  )
  return {
    schemes: schemes.length === 0 ? undefined : dict(schemes),
    requirements: (written) =>
      written.map((each) => dict(Object.entries(each).map(([name, scopes]) => [names.get(name) ?? name, scopes]))),
  }
}

/** The keys of components are plainer than the names of some documents. */
function componentNames(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set(names.filter(isPlain))
  return new Map(
    names.map((name) => {
      if (isPlain(name)) return [name, name]
      const plain = name.replaceAll(/[^A-Za-z0-9._-]+/g, '_')
      let free = plain
      for (let count = 2; taken.has(free); count++) free = `${plain}_${count}`
      taken.add(free)
      return [name, free]
    }),
  )
}

const isPlain = (name: string): boolean => /^[A-Za-z0-9._-]+$/.test(name)

/** What is sent instead of the usual is, to others, a key in its place. */
function writeScheme(scheme: SecurityScheme): JsonObject {
  const inHeader = { type: 'apiKey', in: 'header', name: 'Authorization' }
  if (scheme.type === 'mutualTLS') return { type: scheme.type }
  if (scheme.type === 'apiKey') {
    const authentication = authenticationOf(scheme)
    return authentication === undefined
      ? { type: scheme.type, in: scheme.in, name: scheme.name }
      : { type: 'http', scheme: authentication }
  }
  if (scheme.type === 'http')
    return scheme.value === undefined ? { type: scheme.type, scheme: scheme.scheme } : inHeader
  if (scheme.type === 'openIdConnect')
    return { type: scheme.type, openIdConnectUrl: plainUrl(scheme.openIdConnectUrl, scheme.variables) }
  if (scheme.type !== 'oauth2') return { ...inHeader, description: `Signed as ${scheme.type} does.` }
  const { authorizationCode, clientCredentials, password, implicit } = scheme.flows
  const flows = filled({
    authorizationCode: authorizationCode && writeAuthorizationCode(authorizationCode),
    clientCredentials: clientCredentials && writeFlow(clientCredentials),
    password: password && writeFlow(password),
    implicit: implicit && writeImplicit(implicit),
  })
  if (Object.keys(flows).length === 0) return scheme.value === undefined ? { type: 'http', scheme: 'bearer' } : inHeader
  return { type: scheme.type, flows }
}

/** The name that the key follows in `Authorization`, where it is one of an HTTP authentication. */
function authenticationOf({ in: place, name, value }: ApiKeyScheme): string | undefined {
  if (place !== 'header' || name.toLowerCase() !== 'authorization' || value?.kind !== 'text') return undefined
  const [before, key, ...others] = value.parts
  if (typeof before !== 'string' || !before.endsWith(' ') || key === undefined || others.length > 0) return undefined
  const scheme = before.slice(0, -1)
  return isEntered(scheme) && !/^(basic|bearer|digest)$/i.test(scheme) ? scheme : undefined
}

function writeAuthorizationCode(flow: AuthorizationCodeFlow): JsonObject {
  const fixed = Object.entries(flow.parameters ?? {}).filter(
    (each): each is [string, string] => typeof each[1] === 'string',
  )
  const query = new URLSearchParams(fixed).toString()
  const url = plainUrl(flow.authorizationUrl, flow.variables)
  return { authorizationUrl: query === '' ? url : `${url}?${query}`, ...writeFlow(flow) }
}

function writeImplicit({ authorizationUrl, variables, scopes }: ImplicitFlow): JsonObject {
  return { authorizationUrl: plainUrl(authorizationUrl, variables), scopes: dict<Json>(Object.entries(scopes)) }
}

function writeFlow({ tokenUrl, variables, scopes }: OAuthFlow): JsonObject {
  return { tokenUrl: plainUrl(tokenUrl, variables), scopes: dict<Json>(Object.entries(scopes)) }
}
