import { alternativesOf, type LookedUp } from '../diff/index.ts'
import type { Change, FieldPath, Read } from '../model/index.ts'
import { pathOf } from './admitted.ts'
import type { ComparedOperation, OwnedSchema } from './compared.ts'
import { fitting } from './fitting.ts'
import { lookedUp } from './looked-up.ts'
import type { Meeting } from './meet.ts'
import { changedField } from './place-in-schema.ts'
import type { OutputEffect } from './read-verdict.ts'
import { shapesAt } from './shapes-at.ts'

/**
 * What one more alternative does to a read: nothing where each of them declares the field with values that could come
 * before, and the worst where it lacks a field that was always there, has it of another type, or is a list of such.
 */
export function variantEffect(
  { read, change }: { readonly read: Read; readonly change: Change },
  producer: ComparedOperation,
  meeting: Meeting,
): OutputEffect {
  const [base, revision] = [producer.schema('output', 'base'), producer.schema('output', 'revision')]
  if (base === null || revision === null) return 'unclear'
  const sides = { base, revision }
  const changed = pathOf(changedField(change)?.path ?? [])
  if (meeting.relation === 'below') return partEffect(changed, sides)
  // Of what is no array an element is the value itself.
  if (meeting.relation === 'above' && meeting.rest === 0) return elementEffect(read.path, changed, sides)
  const [before, after] = onBothSides(read.path, sides)
  if (before.presence === 'never') return 'other values'
  const isOther = hasOtherTypes(read.path, sides)
  if (before.presence === 'always' && after.presence !== 'always' && !isOther)
    // Who copes with finding nothing may find another value as well.
    return read.ifAbsent !== 'tolerated' || allKnown(read.path, sides) ? 'may vanish' : 'unclear'
  if (isOther || (meeting.rest > 0 && newTypes(changed, sides).includes('array'))) return 'other type'
  if (isTelling(read.path, base)) return 'other values'
  if (meeting.relation === 'above' && read.ifAbsent === 'tolerated' && isAlwaysOptional(read.path, base))
    return allKnown(read.path, sides) ? 'none' : 'unclear'
  if (meeting.relation === 'at') return lacksFields(read.path, sides) ? 'unclear' : 'other values'
  return !after.partly && allKnown(read.path, sides) ? 'none' : 'unclear'
}

/**
 * Whether every alternative had the field and required it in none, so that it was absent whatever else there was: where
 * guards cope with that, one more alternative without it is nothing new to them.
 */
function isAlwaysOptional(path: FieldPath, base: OwnedSchema): boolean {
  const [name = '', around] = [path.at(-1), path.slice(0, -1)]
  if (lookedUp(around, base).presence !== 'always') return false
  const inside = shapesAt(base, around).flatMap(alternativesOf)
  return inside.every(({ types, nullable, properties, required }) => {
    return [...types].join() === 'object' && !nullable && properties.has(name) && !required.has(name)
  })
}

/** Whether alternatives were told apart by it: one more is told by a value of its own. */
function isTelling(path: FieldPath, base: OwnedSchema): boolean {
  const name = path.at(-1) ?? ''
  return shapesAt(base, path.slice(0, -1))
    .flatMap(alternativesOf)
    .some(({ discriminators }) => discriminators.has(name))
}

/** Whether a field that was always in it may be absent now. */
function lacksFields(path: FieldPath, { base, revision }: Sides): boolean {
  const now = requiredAt(path, revision)
  return [...requiredAt(path, base)].some((name) => !now.has(name))
}

/** The fields that are in each object that may be there. */
function requiredAt(path: FieldPath, schema: OwnedSchema): ReadonlySet<string> {
  const found = shapesAt(schema, path)
  const inside = found.flatMap((shape) =>
    shape.kind === 'union' ? shape.variants.map(({ shape: one }) => one) : [shape],
  )
  const objects = inside.filter(({ types }) => types.has('object'))
  const [first, ...others] = objects.map(({ required }) => required)
  return new Set([...(first ?? [])].filter((name) => others.every((one) => one.has(name))))
}

function elementEffect(path: FieldPath, changed: FieldPath, sides: Sides): OutputEffect {
  const known = typesAt(path, sides.base)
  return newTypes(changed, sides).every((type) => known.includes(type)) ? 'unclear' : 'other type'
}

/** What it does to those who read the whole that it is a part of. */
function partEffect(changed: FieldPath, sides: Sides): OutputEffect {
  if (hasOtherTypes(changed, sides)) return 'other type'
  return allKnown(changed, sides) ? 'none' : 'unclear'
}

interface Sides {
  readonly base: OwnedSchema
  readonly revision: OwnedSchema
}

function onBothSides(path: FieldPath, { base, revision }: Sides): readonly [base: LookedUp, revision: LookedUp] {
  return [lookedUp(path, base), lookedUp(path, revision)]
}

function hasOtherTypes(path: FieldPath, sides: Sides): boolean {
  return newTypes(path, sides).length > 0
}

/** The types that a value at the path is of in the revision, and not in the base. */
function newTypes(path: FieldPath, { base, revision }: Sides): readonly string[] {
  const known = new Set(typesAt(path, base))
  return typesAt(path, revision).filter((type) => !known.has(type))
}

function typesAt(path: FieldPath, schema: OwnedSchema): readonly string[] {
  const found = shapesAt(schema, path)
  return found.flatMap(({ types, nullable }) => [...types, ...(nullable ? ['null'] : [])])
}

function allKnown(path: FieldPath, sides: Sides): boolean {
  const { base, revision } = sides
  const [before, after] = onBothSides(path, sides)
  return after.nodes.every((node) =>
    before.nodes.some((known) => fitting({ ...revision, node }, { ...base, node: known }) === 'yes'),
  )
}
