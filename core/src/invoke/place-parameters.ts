import { inputInvalid, pathRefused } from '../errors/index.ts'
import { dict, type HttpCall, type Json } from '../model/index.ts'
import { encodeQuery, parameterText } from './encode.ts'
import { evaluateTemplate, type TemplateScope } from './evaluate-template.ts'
import { type Planned, planOf, type RequestPlan } from './request-plan.ts'
import type { WritePairs, WriteText } from './style/write-parameter.ts'

/** Where an operation's parameters went. */
export interface Placed {
  /** Encoded; relative to the server. */
  readonly path: string
  /** Encoded `name=value` pairs, in order. */
  readonly query: readonly string[]
  readonly headers: Record<string, string>
}

/**
 * Fills in path, query, headers and cookies, each parameter by its style. One whose value is absent or `null` is left
 * out. Throws `path-refused`, `template-absent`, `input-invalid`.
 */
export function placeParameters(http: HttpCall, scope: TemplateScope, name: string): Placed {
  const plan = planOf(http)
  const headers = dict<string>()
  headers.accept = plan.accept
  for (const parameter of plan.headers) {
    const value = evaluateTemplate(parameter.value, scope)
    if (value !== undefined && value !== null)
      headers[parameter.name.toLowerCase()] = headerText(parameter, parameter.write(value), name)
  }
  const cookies = plan.cookies.length === 0 ? '' : writtenPairs(plan.cookies, scope).join('; ')
  if (cookies !== '') headers.cookie = cookies
  const query = [...filledPairs(plan.pairs, scope), ...writtenPairs(plan.query, scope)]
  return { path: fillPath(http, scope, name), query, headers }
}

function writtenPairs(parameters: readonly Planned<WritePairs>[], scope: TemplateScope): string[] {
  const pairs: string[] = []
  for (const parameter of parameters) {
    const value = evaluateTemplate(parameter.value, scope)
    if (value !== undefined && value !== null) pairs.push(...parameter.write(value))
  }
  return pairs
}

/** Adds one encoded `name=value` pair, or one for each element. */
export function addPairs(query: string[], name: string, value: Json): void {
  for (const element of Array.isArray(value) ? value : [value])
    query.push(`${encodeQuery(name)}=${encodeQuery(parameterText(element))}`)
}

/** Pairs of the path itself; one whose value is absent is left out. */
function filledPairs(pairs: RequestPlan['pairs'], scope: TemplateScope): string[] {
  return pairs.flatMap((pieces) => {
    const filled = pieces.map((piece) => (typeof piece === 'string' ? piece : pieceText(piece, scope)))
    return filled.includes(undefined) ? [] : [filled.join('')]
  })
}

function pieceText(parameter: Planned<WriteText> | undefined, scope: TemplateScope): string | undefined {
  const value = parameter === undefined ? undefined : evaluateTemplate(parameter.value, scope)
  return value === undefined || value === null ? undefined : parameter?.write(value)
}

/** An empty value or `..` would make it another path, perhaps one that lists or deletes everything. */
function fillPath(http: HttpCall, scope: TemplateScope, name: string): string {
  let path = ''
  for (const piece of planOf(http).path) {
    if (typeof piece === 'string') path += piece
    else path += pieceText(piece, scope) || refuseEmpty(piece, http.path, name)
  }
  if (!path.includes('/.') || !/\/\.{1,2}(\/|$)/.test(path)) return path
  throw pathRefused(
    `${name} was not called: a value in its path ${http.path} is "." or "..", which leads to another path.`,
    { hint: 'Give the value that names what is meant.' },
  )
}

function refuseEmpty(parameter: Planned<WriteText> | undefined, path: string, name: string): never {
  const which = parameter === undefined ? 'a value' : `{${parameter.name}}`
  throw pathRefused(`${name} was not called: ${which} in its path ${path} is empty.`, {
    hint: parameter === undefined ? "Correct the connector's path." : `Give "${parameter.name}" a value.`,
  })
}

function headerText({ name: header }: Planned<WriteText>, text: string, name: string): string {
  if (!/[^\t\x20-\x7e\x80-\xff]/.test(text)) return text
  throw inputInvalid(
    `${name} was not called: the value for its header "${header}" has a character that headers can't hold.`,
    { hint: 'Take out line breaks and characters beyond Latin-1.' },
  )
}
