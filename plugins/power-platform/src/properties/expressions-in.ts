import type { Json } from '@jackfield/core'
import { type Expression, parseExpression } from '../expression/index.ts'
import type { PolicyInstance } from './policy-instance.ts'

/** Every text of a policy's parameters, those within lists and objects included (`triggerConfig`). */
export function expressionsIn({ parameters }: PolicyInstance): readonly Expression[] {
  const found: Expression[] = []
  const open: Json[] = Object.values(parameters)
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === 'string') found.push(parseExpression(value))
    else if (typeof value === 'object' && value !== null) open.push(...Object.values(value))
  }
  return found
}
