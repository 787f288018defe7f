import type { Fit, Shape } from '../diff/index.ts'
import type { FieldPath, Json, Schema, Supply, SupplySource } from '../model/index.ts'
import type { OwnedSchema } from './compared.ts'
import { computedNode } from './computed-node.ts'
import { fitting } from './fitting.ts'
import { lookedUp } from './looked-up.ts'
import { notNull } from './not-null.ts'
import { mayBeOneTooMany } from './one-too-many.ts'
import { type PossibleValue, possibleValues } from './possible-values.ts'
import { problemsOf } from './problems-of.ts'
import { reachedOf } from './reached.ts'
import type { Supplied } from './supplied.ts'
import { uncheckedFit } from './unchecked.ts'

type State = 'base' | 'revision'

/**
 * What the operation's input now makes of what is supplied at its own path: literals are validated, copies and derived
 * values compared by the schema of their source. What was refused before as well is nothing new; it is not known then,
 * except of a sequence whose single value, or whose array, is admitted: the other was never of use; and of a copy that
 * is of no type that is admitted now, where some of its values went before. Nor is it known what comes of a default that
 * is refused and, as declared, never given.
 */
export function supplyFits(supply: Supply, supplied: Supplied): Fit {
  const fit = fitOfEach(supply, supplied)
  const from = reachedOf(supply.from, supplied)
  if (fit !== 'no' || from === supply.from) return fit
  return fitOfEach({ ...supply, from }, supplied) === 'no' ? 'no' : 'unknown'
}

function fitOfEach(supply: Supply, supplied: Supplied): Fit {
  return worst(
    possibleValues(supply.from).map((ways) => {
      const fresh = ways
        .map((value) => ({ now: fitOf(value, supply, { supplied, state: 'revision' }), value }))
        .filter(({ now, value }) => now !== 'no' || isNew(value, supply, supplied))
      return fresh.length === 0 ? 'unknown' : worst(fresh.map(({ now }) => now))
    }),
  )
}

/** What the operation's input makes of one of the values that may be supplied, whatever it made of it before. */
export function valueFitsNow(value: PossibleValue, supply: Supply, supplied: Supplied): Fit {
  return fitOf(value, supply, { supplied, state: 'revision' })
}

/**
 * Whether the input admits whatever may be supplied, however its source changed: proven, and nothing around it says
 * more of it.
 */
export function admits(supply: Supply, supplied: Supplied): boolean {
  const input = supplied.operation.schema('input', 'revision')
  if (input === null || supplyFits(supply, supplied) !== 'yes' || mayBeOneTooMany(supply, supplied)) return false
  return !lookedUp(supply.path, input).governed
}

/** Whether it is the change by which a value is refused. */
function isNew(value: PossibleValue, supply: Supply, supplied: Supplied): boolean {
  if (fitOf(value, supply, { supplied, state: 'base' }) !== 'no') return true
  const [before, now] = [{ supplied, state: 'base' } as const, { supplied, state: 'revision' } as const]
  return isOfNoType(value, supply, now) && !isOfNoType(value, supply, before)
}

/** Whether a copy can only be of types that the input does not take. */
function isOfNoType({ source, several }: PossibleValue, { path }: Supply, by: By): boolean {
  const input = by.supplied.operation.schema('input', by.state)
  const sent = source.kind === 'copy' && !several ? copied(source, by) : []
  if (input === null || sent.length === 0) return false
  const admitted = lookedUp(path, input).nodes.map((node) => input.shapes.shape(node))
  const given = sent.map(({ node, shapes }) => shapes.shape(node))
  return given.every((one) => admitted.every((other) => !shareTypes(one, other)))
}

function shareTypes(one: Shape, other: Shape): boolean {
  return (one.nullable && other.nullable) || [...one.types].some((type) => other.types.has(type))
}

/** Whether something that it may supply was refused before the change as well. */
export function wasRefused(supply: Supply, supplied: Supplied): boolean {
  return possibleValues(supply.from).some((ways) =>
    ways.every((value) => fitOf(value, supply, { supplied, state: 'base' }) === 'no'),
  )
}

interface By {
  readonly supplied: Supplied
  readonly state: State
}

function fitOf(value: PossibleValue, { path }: Supply, by: By): Fit {
  const input = by.supplied.operation.schema('input', by.state)
  if (input === null) return 'unknown'
  const target = lookedUp(path, input)
  if (target.refused) return 'no'
  if (target.nodes.length === 0) return 'yes'
  const each = target.nodes.map((node) => valueFits(value, { ...input, node, path }, by))
  return each.every((fit) => fit === each[0]) ? (each[0] ?? 'unknown') : 'unknown'
}

/** What is supplied at a path has to fit. */
type Target = OwnedSchema & { readonly path: FieldPath }

function valueFits({ source, several }: PossibleValue, target: Target, by: By): Fit {
  if (!several) return sourceFits(source, target, by)
  const shape = target.shapes.shape(target.node)
  if (!shape.types.has('array')) return 'no'
  if (shape.kind === 'union') return 'unknown'
  const fit = sourceFits(source, { ...target, node: shape.items, path: [...target.path, '*'] }, by)
  const bounded = ['minItems', 'maxItems'].some((bound) => Object.hasOwn(shape.bounds, bound))
  return fit === 'yes' && (bounded || shape.uniqueItems || shape.rest.size > 0) ? 'unknown' : fit
}

function sourceFits(from: SupplySource, target: Target, by: By): Fit {
  if (from.kind === 'literal') return literalFits(from.value, target, by)
  if (from.kind === 'derived' && from.schema !== undefined) return derivedFits(from.schema, target, by)
  if (from.kind !== 'copy') return 'unknown'
  const each = copied(from, by).map((sent) => copyFits(sent, target, by))
  return each.length > 0 && each.every((fit) => fit === each[0]) ? (each[0] ?? 'unknown') : 'unknown'
}

/** What its source says of a copy; empty where that is not known. */
function copied(from: Extract<SupplySource, { kind: 'copy' }>, { supplied, state }: By): readonly OwnedSchema[] {
  const source = supplied.producer(from.step)?.schema('output', state)
  if (source === null || source === undefined) return []
  const sent = lookedUp(from.path, source).nodes.map((node) => ({ ...source, node }))
  return from.known === 'not-null' || from.known === 'unless-null' ? sent.map(notNull) : sent
}

/** The few values that a schema lists are tried one by one. */
function copyFits(sent: OwnedSchema, target: Target, by: By): Fit {
  const fit = fitting(sent, target)
  const shape = sent.shapes.shape(sent.node)
  if (fit === 'yes' && isFreeForm(shape) && isClosed(target)) return 'unknown'
  if (fit !== 'unknown' || shape.kind === 'union' || shape.values === null) return fit
  return worst(
    [...shape.values.values(), ...(shape.nullable ? [null] : [])].map((value) => literalFits(value, target, by)),
  )
}

/** Objects of which nothing is declared may have any fields, whatever is taken for granted of others. */
function isFreeForm(shape: Shape): boolean {
  return shape.kind === 'plain' && shape.types.has('object') && shape.properties.size === 0 && shape.additional !== null
}

function isClosed({ node, shapes }: OwnedSchema): boolean {
  const shape = shapes.shape(node)
  const inside = shape.kind === 'union' ? shape.variants.map((variant) => variant.shape) : [shape]
  return inside.some(({ additional }) => additional === null)
}

/**
 * Of a computed value only the type is known, or the few values that it can be; that it may be too long proves nothing.
 */
function derivedFits(schema: Schema, target: Target, by: By): Fit {
  if (typeof schema === 'object' && Array.isArray(schema.enum))
    return worst(schema.enum.map((value) => literalFits(value, target, by)))
  const { shapes } = target
  const node = computedNode(schema, shapes)
  const given = shapes.shape(node)
  const fit = fitting({ node, shapes }, target)
  if (fit === 'yes' && isFreeForm(given) && isClosed(target)) return 'unknown'
  if (fit !== 'no') return fit
  const admitted = shapes.shape(target.node).types
  const shared = [...given.types].some((type) => admitted.has(type))
  return shared ? 'unknown' : 'no'
}

function worst(fits: readonly Fit[]): Fit {
  return fits.find((fit) => fit === 'no') ?? fits.find((fit) => fit === 'unknown') ?? 'yes'
}

function literalFits(value: Json, target: Target, by: By): Fit {
  const problems = problemsOf(value, target.node, target)
  if (problems.some((problem) => problem.code === 'schema-unusable')) return 'unknown'
  return problems.length === 0 ? uncheckedFit(value, target, by) : 'no'
}
