import { type FieldSegment, isElement, lookUp } from '../diff/index.ts'
import type { FieldPath, Json, Read, Supply, SupplySource } from '../model/index.ts'
import type { ComparedOperation } from './compared.ts'
import { literalParts } from './literal-parts.ts'
import { lookedUp } from './looked-up.ts'
import { type Meeting, meet } from './meet.ts'

/** What one step gives to its operation's input. */
export interface Supplied {
  readonly operation: ComparedOperation
  readonly supplies: readonly Supply[]
  readonly reads: readonly Read[]
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
    if (meeting === null || (meeting.relation === 'below' && isTold(supply, supplies))) return []
    return [{ supply, meeting }]
  })
}

/** Whether its parts are supplies of their own, which say more. */
function isTold({ path, at }: Supply, supplies: readonly Supply[]): boolean {
  return supplies.some(
    (other) =>
      other.path.length > path.length &&
      other.at?.pointer === at?.pointer &&
      path.every((segment, index) => segment === other.path[index]),
  )
}

/** A path that is supplied, in the terms of changes. */
export function segmentsOfPath(path: FieldPath): readonly FieldSegment[] {
  return path.map((name): FieldSegment => (isElement(name) ? { kind: 'element' } : { kind: 'name', name }))
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
  const inner = namesInside(supply, field)
  if (supply.presence === 'always' && inner.length === 0) return 'always'
  const declared = declaredPresence(supply, inner, producer)
  return supply.presence === 'sometimes' && declared === 'always' ? 'unknown' : declared
}

/**
 * Whether there is something inside what is supplied, by the names that lead there: as a literal shows it, or the
 * source of a copy declares it; of several sources, where they agree.
 */
export function declaredPresence(
  { from, presence: known }: { readonly from: SupplySource; readonly presence?: Supply['presence'] },
  inner: readonly string[],
  producer: Supplied['producer'],
): Presence {
  if (from.kind === 'literal') return inLiteral(from.value, inner)
  if (from.kind === 'either') {
    const options = from.options.map((option) => declaredPresence({ from: option }, inner, producer))
    const agreed = ([found = 'unknown' as const]: readonly Presence[]): Presence => found
    if (options.includes('maybe') && !options.includes('unknown')) return 'maybe'
    return options.every((option) => option === options[0]) ? agreed(options) : 'unknown'
  }
  if (from.kind === 'derived' && from.needs !== undefined && inner.length === 0) {
    const needed = from.needs.map((need) => declaredPresence({ from: { kind: 'copy', ...need } }, [], producer))
    return needed.includes('maybe') ? 'maybe' : needed.every((need) => need === 'always') ? 'always' : 'unknown'
  }
  if (from.kind !== 'copy') return 'unknown'
  if (from.known !== undefined && from.known !== 'unless-null' && inner.length === 0) return 'always'
  const source = producer(from.step)?.schema('output', 'revision')
  if (source === null || source === undefined) return 'unknown'
  const copied = lookedUp(from.path, source).nodes
  const [node] = known === 'always' && copied.length === 1 ? copied : []
  const { presence } =
    node === undefined ? lookedUp([...from.path, ...inner], source) : lookUp(node, inner, source.shapes)
  return presence === 'sometimes' ? 'maybe' : presence === 'always' ? 'always' : 'unknown'
}

/** The names that lead from what is supplied to a field inside it. */
export function namesInside({ path }: Supply, field: readonly FieldSegment[]): readonly string[] {
  return namesOf(field).slice(namesOf(segmentsOfPath(path)).length)
}

function namesOf(path: readonly FieldSegment[]): readonly string[] {
  return path.flatMap((segment) => (segment.kind === 'name' ? [segment.name] : []))
}

function inLiteral(value: Json, names: readonly string[]): Presence {
  const parts = literalParts(value, names)
  if (parts.every((part) => part !== undefined)) return 'always'
  return parts.every((part) => part === undefined) ? 'never' : 'maybe'
}
