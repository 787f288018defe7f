import {
  type AuthorizationCodeFlow,
  authorizationRequestParameters,
  type Connector,
  collidingSchemes,
  nearestName,
  type OAuth2Scheme,
  type OpenIdConnectScheme,
  type Pointer,
  pointer,
  type SecurityRequirement,
  type SecurityScheme,
} from '../../model/index.ts'
import { propertiesOf } from '../schema/properties-of.ts'
import type { Mistake } from '../structure/mistake.ts'
import { referencesIn } from '../template/references-in.ts'
import { capitalised, operationsOf, suggestion } from './check.ts'
import { checkFurtherUrl, checkUrl } from './check-url.ts'

/** Requirements name schemes that there are; what is sent is made of credentials that are meant to be sent. */
export function* checkSecurity(connector: Connector): Iterable<Mistake> {
  yield* checkRequirements('the connector', connector.security, '/security', connector)
  // What no operation takes over is what a connection has, for each to use some of it.
  if (Object.values(connector.operations).some(({ security }) => security === undefined))
    yield* checkCollisions('the connector', connector.security, '/security', connector)
  for (const { operation, at, name } of operationsOf(connector)) {
    if (operation.security === undefined) continue
    yield* checkRequirements(name, operation.security, `${at}/security`, connector)
    yield* checkCollisions(name, operation.security, `${at}/security`, connector)
  }
  for (const [name, scheme] of Object.entries(connector.securitySchemes)) {
    yield* checkValue(name, scheme)
    if (scheme.type === 'oauth2') yield* checkFlows(name, scheme, connector)
    if (scheme.type === 'openIdConnect') yield* checkDiscovery(name, scheme, connector)
  }
}

function* checkRequirements(
  owner: string,
  requirements: readonly SecurityRequirement[],
  at: Pointer,
  { securitySchemes }: Connector,
): Iterable<Mistake> {
  const known = Object.keys(securitySchemes)
  for (const [index, requirement] of requirements.entries())
    for (const name of Object.keys(requirement).filter((each) => !known.includes(each)))
      yield {
        code: 'security-unknown',
        message: `${capitalised(owner)} needs the security scheme "${name}", which there is not.`,
        pointer: at + pointer(index, name),
        hint: suggestion(nearestName(name, known), known, `add "${name}" to the securitySchemes.`),
      }
}

function* checkCollisions(
  owner: string,
  requirements: readonly SecurityRequirement[],
  at: Pointer,
  { securitySchemes }: Connector,
): Iterable<Mistake> {
  for (const [index, requirement] of requirements.entries()) {
    const collision = collidingSchemes(requirement, securitySchemes)
    if (collision !== undefined)
      yield {
        code: 'security-collision',
        message: `${capitalised(owner)} needs ${collision.schemes.map((name) => `"${name}"`).join(' and ')} together, which a request has one place for: ${collision.place}.`,
        pointer: at + pointer(index),
        hint: 'leave one of them in each alternative; where either will do, make them two.',
      }
  }
}

const sendable: Readonly<Record<string, readonly string[]>> = {
  apiKey: ['key'],
  basic: ['username', 'password'],
  bearer: ['token'],
  oauth2: ['accessToken'],
  openIdConnect: ['accessToken'],
}

function* checkValue(name: string, scheme: SecurityScheme): Iterable<Mistake> {
  if (scheme.value === undefined) return
  const at = pointer('securitySchemes', name, 'value')
  const known = sendable[scheme.type === 'http' ? scheme.scheme : scheme.type] ?? []
  const references = referencesIn(scheme.value).map(({ reference }) => reference.path.join('.'))
  for (const credential of references.filter((each) => !known.includes(each)))
    yield {
      code: 'credential-unknown',
      message: `The value of security scheme "${name}" sends {${credential}}, which is no credential that it sends.`,
      pointer: at,
      hint: suggestion(nearestName(credential, known), known, 'use the credentials of its type.'),
    }
  if (references.length === 0)
    yield {
      code: 'credential-missing',
      message: `The value of security scheme "${name}" has no credential in it.`,
      pointer: at,
      hint: `write ${known.map((each) => `{${each}}`).join(' and ')} where it belongs.`,
    }
}

function* checkFlows(name: string, scheme: OAuth2Scheme, connector: Connector): Iterable<Mistake> {
  const { authorizationCode } = scheme.flows
  for (const [flow, written] of Object.entries(scheme.flows)) {
    const at = pointer('securitySchemes', name, 'flows', flow)
    const { variables } = written
    if (!('tokenUrl' in written)) {
      const url = { url: written.authorizationUrl, urlAt: `${at}/authorizationUrl` }
      const what = `the authorization URL of security scheme "${name}"`
      yield* checkUrl({ name: what, ...url, variables, variablesAt: `${at}/variables`, mayDerive: false }, connector)
      continue
    }
    const { tokenUrl } = written
    const others = flow === 'authorizationCode' ? furtherUrls(authorizationCode).map(([, url]) => url) : []
    const url = { url: tokenUrl, urlAt: `${at}/tokenUrl`, variables, variablesAt: `${at}/variables`, others }
    yield* checkUrl({ name: `the token URL of security scheme "${name}"`, ...url, mayDerive: false }, connector)
  }
  if (authorizationCode !== undefined) {
    yield* checkAuthorizationCode(name, authorizationCode)
    yield* checkParameters(name, authorizationCode, connector)
  }
}

function* checkDiscovery(
  name: string,
  { openIdConnectUrl: url, variables }: OpenIdConnectScheme,
  connector: Connector,
): Iterable<Mistake> {
  const at = pointer('securitySchemes', name)
  const what = `the openIdConnectUrl of security scheme "${name}"`
  const written = { name: what, url, urlAt: `${at}/openIdConnectUrl`, variables, variablesAt: `${at}/variables` }
  yield* checkUrl({ ...written, mayDerive: false }, connector)
}

function* checkAuthorizationCode(name: string, flow: AuthorizationCodeFlow): Iterable<Mistake> {
  const at = pointer('securitySchemes', name, 'flows', 'authorizationCode')
  const { variables, parameters = {} } = flow
  for (const [key, url] of furtherUrls(flow)) {
    const called = `the ${key === 'issuer' ? 'issuer' : 'authorization URL'} of security scheme "${name}"`
    const queryHint = 'put it under "parameters".'
    yield* checkFurtherUrl({
      name: called,
      queryHint,
      url,
      urlAt: `${at}/${key}`,
      variables,
      variablesAt: `${at}/variables`,
    })
  }
  for (const parameter of Object.keys(parameters).filter((each) => authorizationRequestParameters.has(each)))
    yield {
      code: 'parameter-refused',
      message: `Security scheme "${name}" sets the parameter "${parameter}", which the flow sets itself.`,
      pointer: `${at}/parameters${pointer(parameter)}`,
      part: 'key',
      hint: parameter === 'scope' ? 'list scopes under "scopes".' : 'remove it.',
    }
}

/** What is sent from a setting is one that a connection may have. */
function* checkParameters(
  name: string,
  { parameters = {} }: AuthorizationCodeFlow,
  { settings, schemas }: Connector,
): Iterable<Mistake> {
  const known = [...propertiesOf(settings, schemas).keys()]
  for (const [parameter, value] of Object.entries(parameters)) {
    const setting = typeof value === 'string' ? undefined : value.from.slice('settings.'.length)
    if (setting === undefined || known.includes(setting)) continue
    yield {
      code: 'setting-unknown',
      message: `The parameter "${parameter}" of security scheme "${name}" reads the setting "${setting}", which there is not.`,
      pointer: pointer('securitySchemes', name, 'flows', 'authorizationCode', 'parameters', parameter, 'from'),
      hint: suggestion(nearestName(setting, known), known, `add "${setting}" to the settings.`),
    }
  }
}

function furtherUrls(flow: AuthorizationCodeFlow | undefined): readonly (readonly [string, string])[] {
  if (flow === undefined) return []
  const { authorizationUrl, issuer } = flow
  const urls = [
    ['authorizationUrl', authorizationUrl] as const,
    ...(issuer === undefined ? [] : [['issuer', issuer] as const]),
  ]
  return urls.filter(([, url]) => url !== '')
}
