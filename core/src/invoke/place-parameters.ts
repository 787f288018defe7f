import { inputInvalid, pathRefused } from '../errors/index.ts'
import { dict, type HttpCall, type Json, type Parameter } from '../model/index.ts'
import { encodeForm, encodeSegment, parameterText } from './encode.ts'
import { evaluateTemplate, type TemplateScope } from './evaluate-template.ts'
import { planOf } from './request-plan.ts'

/** Where an operation's parameters went. */
export interface Placed {
  /** Encoded; relative to the server. */
  readonly path: string
  /** Encoded `name=value` pairs, in order. */
  readonly query: readonly string[]
  readonly headers: Record<string, string>
}

/**
 * Fills in path, query, headers and cookies. A parameter whose value is absent or `null` is left out; an array is repeated
 * in the query and joined by commas elsewhere (OpenAPI 3.1, styles `form` and `simple`). Throws `path-refused`,
 * `template-absent`, `input-invalid`.
 */
export function placeParameters(http: HttpCall, scope: TemplateScope, name: string): Placed {
  const plan = planOf(http)
  const query: string[] = []
  for (const parameter of plan.query) {
    const value = evaluateTemplate(parameter.value, scope)
    if (value !== undefined && value !== null) addPairs(query, parameter.name, value)
  }
  const headers = dict<string>()
  headers.accept = 'application/json'
  for (const parameter of plan.headers) {
    const value = evaluateTemplate(parameter.value, scope)
    if (value !== undefined && value !== null)
      headers[parameter.name.toLowerCase()] = headerText(parameter.name, value, name)
  }
  if (plan.cookies.length > 0) addCookies(headers, plan.cookies, scope)
  return { path: fillPath(http, scope, name), query, headers }
}

/** Adds one encoded `name=value` pair, or one for each element. */
export function addPairs(query: string[], name: string, value: Json): void {
  if (!Array.isArray(value)) query.push(`${encodeForm(name)}=${encodeForm(parameterText(value))}`)
  else for (const element of value) query.push(`${encodeForm(name)}=${encodeForm(parameterText(element))}`)
}

/** An empty value or `..` would make it another path, perhaps one that lists or deletes everything. */
function fillPath(http: HttpCall, scope: TemplateScope, name: string): string {
  let path = ''
  for (const piece of planOf(http).path) {
    if (typeof piece === 'string') path += piece
    else path += pathText(piece, scope) || refuseEmpty(piece, http.path, name)
  }
  if (!path.includes('/.') || !/\/\.{1,2}(\/|$)/.test(path)) return path
  throw pathRefused(
    `${name} was not called: a value in its path ${http.path} is "." or "..", which leads to another path.`,
    { hint: 'Give the value that names what is meant.' },
  )
}

function pathText(parameter: Parameter | undefined, scope: TemplateScope): string {
  const value = parameter === undefined ? undefined : evaluateTemplate(parameter.value, scope)
  return value === undefined || value === null ? '' : joined(value, encodeSegment)
}

function refuseEmpty(parameter: Parameter | undefined, path: string, name: string): never {
  const which = parameter === undefined ? 'a value' : `{${parameter.name}}`
  throw pathRefused(`${name} was not called: ${which} in its path ${path} is empty.`, {
    hint: parameter === undefined ? "Correct the connector's path." : `Give "${parameter.name}" a value.`,
  })
}

function joined(value: Json, encode: (text: string) => string): string {
  if (!Array.isArray(value)) return encode(parameterText(value))
  return value.map((element) => encode(parameterText(element))).join(',')
}

function addCookies(headers: Record<string, string>, parameters: readonly Parameter[], scope: TemplateScope): void {
  const cookies = parameters.flatMap((parameter) => {
    const value = evaluateTemplate(parameter.value, scope)
    return value === undefined || value === null ? [] : [`${parameter.name}=${joined(value, encodeSegment)}`]
  })
  if (cookies.length > 0) headers.cookie = cookies.join('; ')
}

function headerText(header: string, value: Json, name: string): string {
  const text = joined(value, (element) => element)
  if (!/[^\t\x20-\x7e\x80-\xff]/.test(text)) return text
  throw inputInvalid(
    `${name} was not called: the value for its header "${header}" has a character that headers can't hold.`,
    { hint: 'Take out line breaks and characters beyond Latin-1.' },
  )
}
