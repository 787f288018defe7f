import type { Shape } from '../diff/index.ts'
import type { Change, FieldPath, Read } from '../model/index.ts'
import { pathOf } from './admitted.ts'
import type { ComparedOperation, OwnedSchema } from './compared.ts'
import { fitting } from './fitting.ts'
import { lookedUp } from './looked-up.ts'
import type { Meeting } from './meet.ts'
import { changedField } from './place-in-schema.ts'

/**
 * Whether a read finds the same in a value as in a list of that value alone, where a field that was a list of at most
 * one is its element now: paths, `forEach` and what goes through elements do not tell them apart (JSONata, Sequences).
 * Where there could be several, all but one of them are gone.
 */
export function isElementAsList(
  { read, change }: { readonly read: Read; readonly change: Change },
  producer: ComparedOperation,
  meeting: Meeting,
): boolean {
  if (change.kind !== 'output.unwrapped') return false
  const path = pathOf(changedField(change)?.path ?? [])
  const [base, revision] = [producer.schema('output', 'base'), producer.schema('output', 'revision')]
  // Lists of lists are laid out by some, and not by others.
  if (base === null || revision === null || path.at(-1) === '*') return false
  return goesThrough(read, path, meeting) && isElement(path, revision, base)
}

/** Whether it leads on through the elements, or only counts them or asks whether it is there. */
function goesThrough({ as, path, presence }: Read, changed: FieldPath, { relation }: Meeting): boolean {
  if (relation === 'at') return as === 'iterate' || presence === true
  return relation === 'above' && path[changed.length] === '*' && changed.every((name, index) => name === path[index])
}

/** Whether what may be at the path now may be the only element of what was there. */
function isElement(path: FieldPath, now: OwnedSchema, before: OwnedSchema): boolean {
  const [one, around] = [lookedUp(path, now), lookedUp(path, before)]
  const [[element, ...variants], [array, ...others]] = [one.nodes, around.nodes]
  if (element === undefined || array === undefined || variants.length + others.length > 0) return false
  const list = before.shapes.shape(array)
  if (one.governed || around.governed || list.kind === 'union' || !hasOneAtMost(list)) return false
  if (![now.shapes.shape(element), before.shapes.shape(list.items)].every(isPlain)) return false
  return fitting({ ...now, node: element }, { ...before, node: list.items }) === 'yes'
}

/** Neither null, of which there is none in `forEach`, nor a list. */
function isPlain({ types, nullable }: Shape): boolean {
  return types.size > 0 && !types.has('array') && !nullable
}

function hasOneAtMost({ types, nullable, bounds, rest }: Extract<Shape, { kind: 'plain' }>): boolean {
  return [...types].join() === 'array' && !nullable && rest.size === 0 && bounds.maxItems === 1
}
