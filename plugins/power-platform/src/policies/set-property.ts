import type { Json } from '@jackfield/core'
import {
  type Expression,
  evaluate,
  isReference,
  parseExpression,
  parseSubPath,
  type Scope,
} from '../expression/index.ts'
import { bodyTemplate, changeAt, pathOf } from './at-property.ts'
import { type Template, text } from './template.ts'

/** "Set property": a constant, the value of another property, or text with both; in each element of a collection. */
export const setProperty: Template = bodyTemplate('setproperty', (options) => {
  const places = {
    parent: pathOf(text(options, 'newpropertyparentpathtemplate')),
    sub: parseSubPath(text(options, 'newpropertysubpathtemplate')),
  }
  const value = parseExpression(text(options, 'propertyvaluepathtemplate'))
  return (body, scope) => changeAt(body, places, (_before, item) => valueFrom(value, { ...scope, body, item }))
})

/** JSON that is written out stays that, with the values in it. */
function valueFrom(expression: Expression, scope: Scope): Json | undefined {
  const [first] = expression
  if (typeof first !== 'string' || !/^\s*[[{]/.test(first)) return evaluate(expression, scope)
  const written = expression.map((part) => (isReference(part) ? JSON.stringify(evaluate([part], scope) ?? null) : part))
  try {
    return JSON.parse(written.join(''))
  } catch {
    return evaluate(expression, scope)
  }
}
