import type { Json } from '@jackfield/core'
import { type Expression, isReference, type Part } from './expression.ts'
import { valueAtPath } from './value-at-path.ts'

/** What an expression can see. Never a credential: what places those is read as a security scheme. */
export interface Scope {
  connectionParameter(name: string): Json | undefined
  header(name: string): string | undefined
  queryParameter(name: string): string | undefined
  readonly body?: Json | undefined
  readonly item?: Json | undefined
  readonly method: string
}

/** An expression that is one reference keeps its value's type; undefined where it has none. */
export function evaluate(expression: Expression, scope: Scope): Json | undefined {
  const [only, ...others] = expression
  if (only !== undefined && others.length === 0 && isReference(only)) return read(only, scope)
  return evaluateText(expression, scope)
}

/** What has no value is empty in text. */
export function evaluateText(expression: Expression, scope: Scope): string {
  return expression.map((part) => (isReference(part) ? textOf(read(part, scope)) : part)).join('')
}

function read(part: Exclude<Part, string>, scope: Scope): Json | undefined {
  switch (part.kind) {
    case 'connectionParameters':
      return scope.connectionParameter(part.name) ?? part.default
    case 'headers':
      return scope.header(part.name) ?? part.default
    case 'queryParameters':
      return scope.queryParameter(part.name) ?? part.default
    case 'body':
    case 'triggerBody':
      return valueAtPath(scope.body, part.path)
    case 'item':
      return valueAtPath(scope.item, part.path)
    case 'method':
      return scope.method
  }
}

export function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
