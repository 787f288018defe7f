import type { Shape } from '../diff/index.ts'
import type { Json, Supply } from '../model/index.ts'
import { type PossibleValue, possibleValues } from './possible-values.ts'
import { shapesAt } from './shapes-at.ts'
import type { Supplied } from './supplied.ts'

/**
 * Whether what is supplied may be null, an empty list or an empty object: a parameter or a part of a form is left out
 * then, and the service's default counts.
 */
export function mayBeLeftOut(supply: Supply, supplied: Supplied): boolean {
  const [input] = shapesAt(supplied.operation.schema('input', 'revision'), supply.path)
  if (input === undefined) return false
  return possibleValues(supply.from)
    .flat()
    .some((value) => isLeftOut(value, input, supplied))
}

function isLeftOut({ source, several }: PossibleValue, input: Shape, { producer }: Supplied): boolean {
  if (several) return false
  if (source.kind === 'literal') return isEmpty(source.value)
  if (source.kind !== 'copy') return false
  const given = shapesAt(producer(source.step)?.schema('output', 'revision') ?? null, source.path)
  return given.some(
    (shape) =>
      (shape.nullable && input.nullable && source.known !== 'not-null' && source.known !== 'unless-null') ||
      ['array', 'object'].some((type) => hasEmpty(shape, type) && hasEmpty(input, type)),
  )
}

function isEmpty(value: Json): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0)
}

function hasEmpty(shape: Shape, type: string): boolean {
  if (![...shape.types].some((one) => one === type)) return false
  return shape.kind === 'union' || ((shape.bounds.minItems ?? 0) === 0 && shape.required.size === 0)
}
