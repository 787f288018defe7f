import type { Json, JsonObject, PolicyContext } from '@jackfield/core'
import {
  isReference,
  type Path,
  parseExpression,
  parseSubPath,
  type Scope,
  valueAtPath,
  withValueAt,
} from '../expression/index.ts'
import { answerScope, scopeOf } from './scope.ts'
import type { Template } from './template.ts'

/** Where in a body a template reads and writes. */
export interface Places {
  /** Of the object or collection. */
  readonly parent: Path
  /** Within it, or within each of its elements. */
  readonly sub: Path
  /** Where the outcome goes; undefined: where it was read. */
  readonly target?: Target
}

export interface Target {
  readonly of: 'body' | 'item'
  readonly path: Path
}

/** `@body().people`, `body()`, or a path that stands by itself. */
export function pathOf(written: string): Path {
  const target = targetOf(written)
  return target?.path ?? []
}

export function targetOf(written: string): Target | undefined {
  const trimmed = written.trim()
  if (trimmed === '' || trimmed === 'null') return undefined
  const [only, ...others] = parseExpression(/^@|^\{/.test(trimmed) ? trimmed : `@${trimmed}`)
  if (
    others.length === 0 &&
    only !== undefined &&
    isReference(only) &&
    (only.kind === 'body' || only.kind === 'item' || only.kind === 'triggerBody')
  )
    return { of: only.kind === 'item' ? 'item' : 'body', path: only.path }
  return { of: 'body', path: parseSubPath(trimmed) }
}

/**
 * What becomes of one value; undefined leaves everything as it is. `item`: the element that it is of, or the parent.
 */
export type Change = (value: Json | undefined, item: Json) => Json | undefined

/** Changes one property: of the parent, or of each element where that is a collection. */
export function changeAt(body: Json, { parent, sub, target }: Places, change: Change): Json {
  const found = valueAtPath(body, parent)
  if (found === undefined || found === null) return body
  if (Array.isArray(found)) {
    const items = (found as readonly Json[]).map((item) => {
      const value = change(valueAtPath(item, sub), item)
      return value === undefined ? item : withValueAt(item, target?.of === 'item' ? target.path : sub, value)
    })
    if (sub.length > 0 || target?.of === 'item') return withValueAt(body, parent, items)
  }
  const value = change(valueAtPath(found, sub), found)
  if (value === undefined) return body
  if (target === undefined) return withValueAt(body, [...parent, ...sub], value)
  return target.of === 'body'
    ? withValueAt(body, target.path, value)
    : withValueAt(body, [...parent, ...target.path], value)
}

/** A template that changes bodies, of requests and of answers alike. */
export function bodyTemplate(
  name: string,
  read: (options: JsonObject) => (body: Json, scope: Scope) => Json,
): Template {
  return {
    name,
    request(options) {
      const change = read(options)
      return (request, context: PolicyContext) =>
        request.body === undefined ? request : { ...request, body: change(request.body, scopeOf(request, context)) }
    },
    answer(options) {
      const change = read(options)
      return (answer, context) => ({ ...answer, body: change(answer.body, answerScope(answer.body, context)) })
    },
  }
}
