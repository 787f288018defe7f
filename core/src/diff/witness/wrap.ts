import { dict, type Json, type Pointer, pointer } from '../../model/index.ts'
import type { FieldSegment } from '../field.ts'
import { namedProperty } from '../schema/named-property.ts'
import { alternativesOf, type Plain, type SchemaNode } from '../schema/shape.ts'
import { objectSample, type Sampling } from './sample.ts'

/** What a field of any name is called. */
const anyName = 'other'

/** Where a place of a schema is in a value: in its first element, under a name. */
export function instancePointer(path: readonly FieldSegment[]): Pointer {
  return pointer(...path.map(instanceSegment))
}

function instanceSegment(segment: FieldSegment): string {
  return segment.kind === 'element' ? '0' : segment.kind === 'any' ? anyName : segment.name
}

/** A value and where it stands. */
interface Standing {
  readonly path: readonly FieldSegment[]
  readonly value: Json
}

/** A value at a place with the least around it that the schema asks for; `undefined` where it can't stand there. */
export function wrapped(node: SchemaNode, { path, value }: Standing, to: Sampling): Json | undefined {
  const [segment, ...rest] = path
  if (segment === undefined) return value
  if (to.looks.left-- <= 0) return undefined
  for (const plain of alternativesOf(to.shapes.shape(node))) {
    const part = partAt(plain, segment)
    const inner = part === undefined ? undefined : wrapped(part, { path: rest, value }, to)
    const whole = inner === undefined ? undefined : around(plain, { segment, inner }, to)
    if (whole !== undefined) return whole
  }
  return undefined
}

/** The schemas of what stands at a place, one for each alternative on the way. */
export function nodesAt(node: SchemaNode, path: readonly FieldSegment[], to: Sampling): readonly SchemaNode[] {
  let nodes: readonly SchemaNode[] = [node]
  for (const segment of path) {
    const next = nodes.flatMap((one) =>
      alternativesOf(to.shapes.shape(one)).flatMap((plain) => partAt(plain, segment) ?? []),
    )
    nodes = [...new Map(next.map((one) => [one.key, one])).values()].slice(0, 8)
  }
  return nodes
}

function partAt(plain: Plain, segment: FieldSegment): SchemaNode | undefined {
  if (segment.kind === 'element') return plain.types.has('array') ? plain.items : undefined
  return plain.types.has('object') ? namedProperty(plain, instanceSegment(segment)) : undefined
}

function around(
  plain: Plain,
  { segment, inner }: { readonly segment: FieldSegment; readonly inner: Json },
  to: Sampling,
): Json | undefined {
  if (segment.kind === 'element') {
    const length = Math.max(1, plain.bounds.minItems ?? 0)
    return length > 50 ? undefined : Array.from({ length }, () => inner)
  }
  const name = instanceSegment(segment)
  const beside = objectSample(
    plain,
    [...plain.required].filter((one) => one !== name),
    to,
  )
  return beside === undefined ? undefined : dict([...Object.entries(beside), [name, inner]])
}
