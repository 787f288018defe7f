import { alternativesOf, isElement } from '../diff/index.ts'
import type { FieldPath, Supply } from '../model/index.ts'
import { possibleValues } from './possible-values.ts'
import { shapesAt } from './shapes-at.ts'
import type { Supplied } from './supplied.ts'

/**
 * Whether what is supplied may be one too many beside the others: where it did not come before, the list that it is an
 * element of is one longer, or the object that it is a field of has one more.
 */
export function mayBeOneTooMany({ path }: Supply, { operation, supplies }: Supplied): boolean {
  const around = path.slice(0, -1)
  const isOfList = isElement(path.at(-1) ?? '')
  const bound = isOfList ? 'maxItems' : 'maxProperties'
  const shapes = path.length === 0 ? [] : shapesAt(operation.schema('input', 'revision'), around)
  const most = shapes.flatMap(alternativesOf).map(({ bounds }) => bounds[bound] ?? Number.POSITIVE_INFINITY)
  if (most.every((one) => one === Number.POSITIVE_INFINITY)) return false
  const beside = supplies.filter((one) => one.path.length > around.length && isBelow(one.path, around))
  const names = new Set(beside.map((one) => one.path[around.length] ?? ''))
  const count = isOfList ? beside.reduce((all, one) => all + countOf(one), 0) : names.size
  return count > Math.min(...most)
}

function isBelow(path: FieldPath, around: FieldPath): boolean {
  return around.every((segment, index) => segment === path[index])
}

/** How many elements it may be at most: what is a part of one counts as one as well. */
function countOf({ from }: Supply): number {
  const isOne = possibleValues(from)
    .flat()
    .every(({ source, several }) => !several && source.kind !== 'unknown')
  return isOne ? 1 : Number.POSITIVE_INFINITY
}
