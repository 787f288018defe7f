import {
  type ApiKeyScheme,
  type AuthorizationCodeFlow,
  type CustomScheme,
  type Dict,
  dict,
  type ImplicitFlow,
  isJsonObject,
  isToken,
  type Json,
  type JsonObject,
  type OAuth2Scheme,
  type OAuthFlow,
  type OpenIdConnectScheme,
  pointer,
  type SecurityRequirement,
  type SecurityScheme,
  type Template,
} from '../../model/index.ts'
import { choiceIn, type Drafting, listIn, objectIn, present, textIn } from './drafting.ts'
import { credentialNaming } from './parse-text-template.ts'
import { readVariables } from './read-servers.ts'
import { readTemplate } from './read-template.ts'

export function readSchemes(drafting: Drafting): Dict<SecurityScheme> {
  const schemes = Object.entries(objectIn(drafting.manifest, 'securitySchemes'))
  return dict(
    schemes.flatMap(([name, written]) => {
      const scheme = isJsonObject(written) ? readScheme(name, written, drafting) : undefined
      return scheme === undefined ? [] : [[name, scheme] as const]
    }),
  )
}

/** `type: basic` and `type: bearer` are short for OpenAPI's `{ type: http, scheme }`. */
function readScheme(name: string, written: JsonObject, drafting: Drafting): SecurityScheme | undefined {
  const type = textIn(written, 'type')
  const value = type !== undefined && isCustom(type) ? {} : present('value', readValue(name, written, drafting))
  const short = choiceIn(written, 'type', ['basic', 'bearer'])
  if (short !== undefined) return { type: 'http', scheme: short, ...value }
  if (type === 'apiKey') {
    const location = choiceIn(written, 'in', ['header', 'query', 'cookie'])
    const place = textIn(written, 'name')
    if (place && location !== 'query') checkToken(place, pointer('securitySchemes', name, 'name'), drafting)
    const credential = present('credential', readCredential(written.credential))
    return location && place ? { type, in: location, name: place, ...credential, ...value } : undefined
  }
  if (type === 'http') {
    const scheme = choiceIn(written, 'scheme', ['basic', 'bearer', 'digest'])
    return scheme && { type, scheme, ...value }
  }
  if (type !== undefined && isCustom(type)) return { type, options: optionsOf(written) }
  if (type === 'openIdConnect') return readOpenIdConnect(written, value)
  if (type === 'mutualTLS') return { type }
  return type === 'oauth2' ? readOAuth(written, value) : undefined
}

function readCredential(written: Json | undefined): ApiKeyScheme['credential'] {
  const name = isJsonObject(written) ? textIn(written, 'name') : undefined
  if (!isJsonObject(written) || name === undefined) return undefined
  return { name, ...present('title', textIn(written, 'title')) }
}

function checkToken(name: string, at: string, { report }: Drafting): void {
  if (isToken(name)) return
  const message = `"${name}" can't be the name of a header or a cookie.`
  report({ code: 'value-wrong', message, pointer: at, hint: 'write it as "X-Api-Key".' })
}

function isCustom(type: string): type is CustomScheme['type'] {
  return /^x-[a-z][a-z0-9-]*$/.test(type)
}

/** What the extension that serves the type reads. */
function optionsOf(written: JsonObject): JsonObject {
  return dict(Object.entries(written).filter(([name]) => name !== 'type' && name !== 'description'))
}

const authentications = ['client_secret_basic', 'client_secret_post', 'none'] as const

function readOpenIdConnect(written: JsonObject, value: { readonly value?: Template }): OpenIdConnectScheme {
  const scopes = Object.entries(objectIn(written, 'scopes')).map(([name, words]) => [name, String(words)] as const)
  return {
    type: 'openIdConnect',
    openIdConnectUrl: textIn(written, 'openIdConnectUrl') ?? '',
    variables: readVariables(written),
    scopes: dict(scopes),
    ...value,
    ...present('clientAuthentication', choiceIn(written, 'clientAuthentication', authentications)),
  }
}

function readOAuth(written: JsonObject, value: { readonly value?: Template }): OAuth2Scheme {
  return {
    type: 'oauth2',
    flows: readFlows(objectIn(written, 'flows')),
    ...value,
    ...present('clientAuthentication', choiceIn(written, 'clientAuthentication', authentications)),
  }
}

function readValue(name: string, written: JsonObject, drafting: Drafting): Template | undefined {
  const value = textIn(written, 'value')
  if (value === undefined) return undefined
  const at = pointer('securitySchemes', name, 'value')
  return readTemplate(value, { model: at, source: at, naming: credentialNaming }, drafting)
}

function readFlows(flows: JsonObject): OAuth2Scheme['flows'] {
  return {
    ...present('authorizationCode', readAuthorizationCode(flows.authorizationCode)),
    ...present('clientCredentials', readFlow(flows.clientCredentials)),
    ...present('refreshToken', readFlow(flows.refreshToken)),
    ...present('password', readFlow(flows.password)),
    ...present('implicit', readImplicit(flows.implicit)),
  }
}

function readAuthorizationCode(flow: Json | undefined): AuthorizationCodeFlow | undefined {
  const read = readFlow(flow)
  if (read === undefined || !isJsonObject(flow)) return undefined
  const parameters = Object.entries(objectIn(flow, 'parameters')).map(([name, text]) => {
    const from = isJsonObject(text) ? textIn(text, 'from') : undefined
    return [name, from === undefined ? String(text) : { from }] as const
  })
  return {
    authorizationUrl: textIn(flow, 'authorizationUrl') ?? '',
    ...read,
    ...present('issuer', textIn(flow, 'issuer')),
    ...present('scopeSeparator', choiceIn(flow, 'scopeSeparator', [' ', ','] as const)),
    ...present('parameters', parameters.length === 0 ? undefined : dict(parameters)),
  }
}

function readImplicit(flow: Json | undefined): ImplicitFlow | undefined {
  const read = readFlow(flow)
  if (read === undefined || !isJsonObject(flow)) return undefined
  const { tokenUrl: _, ...rest } = read
  return { authorizationUrl: textIn(flow, 'authorizationUrl') ?? '', ...rest }
}

function readFlow(flow: Json | undefined): OAuthFlow | undefined {
  if (!isJsonObject(flow)) return undefined
  const scopes = Object.entries(objectIn(flow, 'scopes')).map(([name, words]) => [name, String(words)] as const)
  return { tokenUrl: textIn(flow, 'tokenUrl') ?? '', variables: readVariables(flow), scopes: dict(scopes) }
}

/** The alternatives written there; undefined where none are. */
export function readRequirements(owner: JsonObject): readonly SecurityRequirement[] | undefined {
  if (!Array.isArray(owner.security)) return undefined
  return listIn(owner, 'security').map((requirement) =>
    dict(Object.entries(isJsonObject(requirement) ? requirement : {}).map(([name, scopes]) => [name, textsIn(scopes)])),
  )
}

function textsIn(value: Json): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}
