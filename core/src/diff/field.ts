import { type Pointer, segmentsOf } from '../model/index.ts'

/** A place in a value: a field by its name, every element of an array, or a field of any name. */
export type FieldSegment =
  /** `declared`: listed under `properties`, so that it is none of "any other name". */
  | { readonly kind: 'name'; readonly name: string; readonly declared?: true }
  | { readonly kind: 'element' }
  | { readonly kind: 'any' }

export interface Field {
  readonly operation: string
  readonly side: 'input' | 'output'
  readonly path: readonly FieldSegment[]
}

/** Whether a segment of a path leads to elements of an array: to each, or to one by its position. */
export function isElement(segment: string): boolean {
  return segment === '*' || /^\d+$/.test(segment)
}

/** What a change's pointer names in an operation's input or output; `null` where it points elsewhere. */
export function fieldOf(pointer: Pointer): Field | null {
  const [root, operation, side, ...rest] = segmentsOf(pointer)
  if (root !== 'operations' || operation === undefined || (side !== 'input' && side !== 'output')) return null
  return { operation, side, path: pathOf(rest) }
}

/** Of the segments of a pointer into a schema. */
export function pathOf(segments: readonly string[]): readonly FieldSegment[] {
  const path: FieldSegment[] = []
  for (let index = 0; index < segments.length; index++) {
    const keyword = segments[index]
    if (keyword === 'items') path.push({ kind: 'element' })
    else if (keyword === 'additionalProperties') path.push({ kind: 'any' })
    else {
      const name = segments[++index]
      if (keyword === 'properties' && name !== undefined) path.push({ kind: 'name', name })
    }
  }
  return path
}
