import { inputInvalid, pathRefused } from '../errors/index.ts'
import { dict, type HttpCall, type Json } from '../model/index.ts'
import { encodeForm, encodeSegment, parameterText } from './encode.ts'
import { evaluateTemplate, type TemplateScope } from './evaluate-template.ts'

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
  const inPath = dict<string>()
  const query: string[] = []
  const cookies: string[] = []
  const headers = dict<string>([['accept', 'application/json']])
  for (const parameter of http.parameters) {
    const value = evaluateTemplate(parameter.value, scope)
    if (value === undefined || value === null) continue
    if (parameter.in === 'query') query.push(...queryPairs(parameter.name, value))
    else if (parameter.in === 'path') inPath[parameter.name] = elements(value).map(encodeSegment).join(',')
    else if (parameter.in === 'header') headers[parameter.name.toLowerCase()] = headerText(parameter.name, value, name)
    else cookies.push(`${parameter.name}=${elements(value).map(encodeSegment).join(',')}`)
  }
  if (cookies.length > 0) headers.cookie = cookies.join('; ')
  return { path: fillPath(http.path, inPath, name), query, headers }
}

/** One encoded `name=value` pair, or one for each element. */
export function queryPairs(name: string, value: Json): string[] {
  return elements(value).map((text) => `${encodeForm(name)}=${encodeForm(text)}`)
}

function elements(value: Json): string[] {
  return Array.isArray(value) ? value.map(parameterText) : [parameterText(value)]
}

/** An empty value or `..` would make it another path, perhaps one that lists or deletes everything. */
function fillPath(path: string, values: Record<string, string>, name: string): string {
  const filled = path.replaceAll(/\{([^{}]+)\}/g, (_whole, parameter: string) => {
    const value = values[parameter] ?? ''
    if (value !== '') return value
    throw pathRefused(`${name} was not called: {${parameter}} in its path ${path} is empty.`, {
      hint: `Give "${parameter}" a value.`,
    })
  })
  if (!/\/\.{1,2}(\/|$)/.test(filled)) return filled
  throw pathRefused(
    `${name} was not called: a value in its path ${path} is "." or "..", which leads to another path.`,
    {
      hint: 'Give the value that names what is meant.',
    },
  )
}

function headerText(header: string, value: Json, name: string): string {
  const text = elements(value).join(',')
  if (!/[^\t\x20-\x7e\x80-\xff]/.test(text)) return text
  throw inputInvalid(
    `${name} was not called: the value for its header "${header}" has a character that headers can't hold.`,
    {
      hint: 'Take out line breaks and characters beyond Latin-1.',
    },
  )
}
