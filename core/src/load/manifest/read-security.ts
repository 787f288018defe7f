import {
  type Dict,
  dict,
  isJsonObject,
  type Json,
  type JsonObject,
  type OAuthFlow,
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
  const value = present('value', readValue(name, written, drafting))
  const type = textIn(written, 'type')
  const short = choiceIn(written, 'type', ['basic', 'bearer'])
  if (short !== undefined) return { type: 'http', scheme: short, ...value }
  if (type === 'apiKey') {
    const location = choiceIn(written, 'in', ['header', 'query'])
    const place = textIn(written, 'name')
    return location && place ? { type, in: location, name: place, ...value } : undefined
  }
  if (type === 'http') {
    const scheme = choiceIn(written, 'scheme', ['basic', 'bearer'])
    return scheme && { type, scheme, ...value }
  }
  return type === 'oauth2' ? { type, flows: readFlows(objectIn(written, 'flows')), ...value } : undefined
}

function readValue(name: string, written: JsonObject, drafting: Drafting): Template | undefined {
  const value = textIn(written, 'value')
  if (value === undefined) return undefined
  const at = pointer('securitySchemes', name, 'value')
  return readTemplate(value, { model: at, source: at, naming: credentialNaming }, drafting)
}

function readFlows(flows: JsonObject): { readonly clientCredentials?: OAuthFlow; readonly refreshToken?: OAuthFlow } {
  return {
    ...present('clientCredentials', readFlow(flows.clientCredentials)),
    ...present('refreshToken', readFlow(flows.refreshToken)),
  }
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
