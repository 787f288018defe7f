import { createSameness, type FieldSegment, type Fit, fits, lookUp, schemaOf } from '../diff/index.ts'
import { validateBySchema } from '../invoke/index.ts'
import { type FieldPath, type Json, type Schema, type Supply, valueAt } from '../model/index.ts'
import type { ComparedOperation, OwnedSchema } from './compared.ts'
import { type Meeting, meet } from './meet.ts'

/** What one step gives to its operation's input. */
export interface Supplied {
  readonly operation: ComparedOperation
  readonly supplies: readonly Supply[]
  /** The operation of another step of the same dependent; `undefined` where it is not known. */
  producer(step: string): ComparedOperation | undefined
}

export interface MetSupply {
  readonly supply: Supply
  readonly meeting: Meeting
}

/** The supplies at, around or inside a field of the input. */
export function suppliesMeeting(field: readonly FieldSegment[], { supplies }: Supplied): readonly MetSupply[] {
  return supplies.flatMap((supply) => {
    const meeting = meet(field, segmentsOfPath(supply.path))
    return meeting === null ? [] : [{ supply, meeting }]
  })
}

function segmentsOfPath(path: FieldPath): readonly FieldSegment[] {
  return path.map(
    (name): FieldSegment => (name === '*' || /^\d+$/.test(name) ? { kind: 'element' } : { kind: 'name', name }),
  )
}

/** `maybe`: what is supplied may be absent as declared; `unknown`: it can't be told. */
export type Presence = 'always' | 'maybe' | 'never' | 'unknown'

/**
 * Whether a supply puts something at a field of the input. What is supplied to some element of an array says nothing
 * about the other elements.
 */
export function presenceOf(
  { supply, meeting }: MetSupply,
  field: readonly FieldSegment[],
  { producer }: Supplied,
): Presence {
  if (segmentsOfPath(supply.path).some((segment) => segment.kind === 'element')) return 'unknown'
  if (meeting.relation === 'above') return supply.presence === 'sometimes' ? 'unknown' : 'always'
  const inner = namesOf(field).slice(namesOf(segmentsOfPath(supply.path)).length)
  if (supply.presence === 'always' && inner.length === 0) return 'always'
  const declared = declaredPresence(supply, inner, producer)
  return supply.presence === 'sometimes' && declared === 'always' ? 'unknown' : declared
}

/** As a literal shows it, or the source of a copy declares it. */
function declaredPresence(
  { from, presence: known }: Supply,
  inner: readonly string[],
  producer: Supplied['producer'],
): Presence {
  if (from.kind === 'literal') return inLiteral(from.value, inner)
  if (from.kind !== 'copy') return 'unknown'
  const source = producer(from.step)?.schema('output', 'revision')
  if (source === null || source === undefined) return 'unknown'
  const copied = lookUp(source.node, from.path, source.shapes).nodes
  const [node] = known === 'always' && copied.length === 1 ? copied : []
  const path = node === undefined ? [...from.path, ...inner] : inner
  const { presence } = lookUp(node ?? source.node, path, source.shapes)
  return presence === 'sometimes' ? 'maybe' : presence === 'always' ? 'always' : 'unknown'
}

function namesOf(path: readonly FieldSegment[]): readonly string[] {
  return path.flatMap((segment) => (segment.kind === 'name' ? [segment.name] : []))
}

function inLiteral(value: Json, names: readonly string[]): Presence {
  const parts = names.reduce<readonly (Json | undefined)[]>(
    (at, name) => at.flatMap(elementsOf).map((part) => valueAt(part, [name])),
    elementsOf(value),
  )
  if (parts.every((part) => part !== undefined)) return 'always'
  return parts.every((part) => part === undefined) ? 'never' : 'maybe'
}

function elementsOf(value: Json | undefined): readonly (Json | undefined)[] {
  return Array.isArray(value) ? value : [value]
}

/**
 * Whether the operation's input, before and after the change, admits what is supplied at its own path: literals by
 * validation, copies and derived values by the schema of their source.
 */
export function supplyFits(supply: Supply, supplied: Supplied, state: 'base' | 'revision'): Fit {
  const input = supplied.operation.schema('input', state)
  if (input === null) return 'unknown'
  const target = lookUp(input.node, supply.path, input.shapes)
  if (target.refused) return 'no'
  const [node] = target.nodes
  if (node === undefined) return 'yes'
  if (target.nodes.length > 1) return 'unknown'
  return sourceFits(supply, { ...input, node }, { supplied, state })
}

function sourceFits(
  { from }: Supply,
  target: OwnedSchema,
  { supplied, state }: { readonly supplied: Supplied; readonly state: 'base' | 'revision' },
): Fit {
  if (from.kind === 'literal') return literalFits(from.value, target)
  if (from.kind === 'derived' && from.schema !== undefined) return derivedFits(from.schema, target)
  const source = from.kind === 'copy' ? supplied.producer(from.step)?.schema('output', state) : undefined
  if (from.kind !== 'copy' || source === null || source === undefined) return 'unknown'
  const { nodes } = lookUp(source.node, from.path, source.shapes)
  const [node] = nodes
  if (node === undefined || nodes.length > 1) return 'unknown'
  const by = { base: source.shapes, revision: target.shapes, same: createSameness(source.shapes, target.shapes) }
  return fits(node, target.node, by)
}

/** Of a computed value only the type is known, or the few values that it can be; that it may be too long proves nothing. */
function derivedFits(schema: Schema, { node, shapes }: OwnedSchema): Fit {
  const [given, by] = [shapes.node(schema), { base: shapes, revision: shapes, same: createSameness(shapes, shapes) }]
  const fit = fits(given, node, by)
  if (fit !== 'no' || (typeof schema === 'object' && schema.enum !== undefined)) return fit
  const admitted = shapes.shape(node).types
  const shared = [...shapes.shape(given).types].some((type) => admitted.has(type))
  return shared ? 'unknown' : 'no'
}

function literalFits(value: Json, { node, connector }: OwnedSchema): Fit {
  const problems = validateBySchema(schemaOf(node), connector.schemas, value)
  if (problems.some((problem) => problem.code === 'schema-unusable')) return 'unknown'
  return problems.length === 0 ? 'yes' : 'no'
}
