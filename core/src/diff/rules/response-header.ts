import { type DeclaredHeader, type DeclaredResponse, pointer } from '../../model/index.ts'
import { declaredPair, statusesOfBoth } from '../declared-responses.ts'
import { httpPointer, type OperationPair } from '../operation-pair.ts'
import type { Found, Rule } from '../rule.ts'
import { turned } from '../schema/comparing.ts'
import { contains } from '../schema/contains.ts'
import { schemaText } from '../schema/schema-text.ts'

export const responseHeaderRule: Rule = {
  id: 'response.header',
  side: 'output',
  levels: ['risky', 'safe'],
  title: 'A header of the answer is added, removed or another one',
  explanation:
    'What a step answers is the body, so no flow is touched. A policy of an extension sees the headers: risky where one may be absent that always came, or may have values that it could not have before.',
  example: {
    of: 'action',
    base: "http: GET /orders\nresponses: { '200': { headers: { X-Total: { schema: { type: integer } } } } }",
    revision: "http: GET /orders\nresponses: { '200': {} }",
  },
  operation: (pair) => {
    const declared = declaredPair(pair, 'success')
    return declared === null ? [] : statusesOfBoth(declared).flatMap((both) => ofResponse(pair, both))
  },
}

function ofResponse(
  pair: OperationPair,
  [status, base, revision]: readonly [string, DeclaredResponse, DeclaredResponse],
): readonly Found[] {
  const [before, after] = [base.headers ?? {}, revision.headers ?? {}]
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return names.flatMap((name) => {
    const own = [before, after].map((headers) => (Object.hasOwn(headers, name) ? headers[name] : undefined))
    const said = ofHeader(pair, own[0], own[1])
    if (said === null) return []
    const at = httpPointer(pair) + pointer('responses', status, 'headers', name)
    return [{ pointer: at, level: said.level, message: `Header "${name}" of the answer ${said.text}.`, ...said.shown }]
  })
}

interface Said {
  readonly level: 'risky' | 'safe'
  readonly text: string
  readonly shown?: Pick<Found, 'before' | 'after'>
}

function ofHeader(
  pair: OperationPair,
  base: DeclaredHeader | undefined,
  revision: DeclaredHeader | undefined,
): Said | null {
  const { by } = pair.connectors
  if (base === undefined) return { level: 'safe', text: 'is added' }
  if (revision === undefined) return { level: 'risky', text: 'is removed' }
  if (base.required === true && revision.required !== true) return { level: 'risky', text: 'may be absent now' }
  if ((base.explode ?? false) !== (revision.explode ?? false)) return { level: 'risky', text: 'is written otherwise' }
  const [before, after] = [by.base.node(base.schema), by.revision.node(revision.schema)]
  if (by.same(before, after))
    return base.required === revision.required ? null : { level: 'safe', text: 'always comes now' }
  const isWithin = contains(after, before, turned(by)).kind === 'proven'
  const shown = { before: schemaText(before, by.base), after: schemaText(after, by.revision) }
  return isWithin
    ? { level: 'safe', text: 'has fewer values now', shown }
    : { level: 'risky', text: 'may have other values now', shown }
}
