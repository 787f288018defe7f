import { createSameness, fits, lookUp, type SchemaNode, type Shapes } from '../diff/index.ts'
import type { Read } from '../model/index.ts'
import type { ComparedOperation, OwnedSchema } from './compared.ts'
import type { Meeting } from './meet.ts'
import type { OutputEffect } from './read-verdict.ts'

/**
 * What one more alternative does to a read: nothing where each of them declares the field with values that could come
 * before, and the worst where it lacks a field that was always there, or has it of another type.
 */
export function variantEffect(read: Read, producer: ComparedOperation, meeting: Meeting): OutputEffect {
  const [base, revision] = [producer.schema('output', 'base'), producer.schema('output', 'revision')]
  if (base === null || revision === null || meeting.relation === 'below') return 'other values'
  const before = lookUp(base.node, read.path, base.shapes)
  const after = lookUp(revision.node, read.path, revision.shapes)
  if (before.presence === 'never') return 'other values'
  if (before.presence === 'always' && after.presence !== 'always') return 'may vanish'
  if (hasOtherTypes(before.nodes, after.nodes, { base, revision })) return 'other type'
  const isHarmless = meeting.relation === 'above' && !after.partly
  return isHarmless && allKnown(before.nodes, after.nodes, { base, revision }) ? 'none' : 'other values'
}

interface Sides {
  readonly base: OwnedSchema
  readonly revision: OwnedSchema
}

function hasOtherTypes(
  before: readonly SchemaNode[],
  after: readonly SchemaNode[],
  { base, revision }: Sides,
): boolean {
  const typesOf = (nodes: readonly SchemaNode[], shapes: Shapes): ReadonlySet<string> =>
    new Set(nodes.flatMap((node) => [...shapes.shape(node).types, ...(shapes.shape(node).nullable ? ['null'] : [])]))
  const known = typesOf(before, base.shapes)
  return [...typesOf(after, revision.shapes)].some((type) => !known.has(type))
}

function allKnown(before: readonly SchemaNode[], after: readonly SchemaNode[], { base, revision }: Sides): boolean {
  const by = { base: revision.shapes, revision: base.shapes, same: createSameness(revision.shapes, base.shapes) }
  return after.every((node) => before.some((known) => fits(node, known, by) === 'yes'))
}
