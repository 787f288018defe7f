import type { FieldSegment } from '../field.ts'

/**
 * Whether each value of one schema is admitted by another: proven; refuted, with the place and the keyword that
 * refuses; or unknown, with the place and the construct that was not understood.
 */
export type Containment =
  | { readonly kind: 'proven' }
  | { readonly kind: 'refuted'; readonly path: readonly FieldSegment[]; readonly keyword: string }
  | { readonly kind: 'unknown'; readonly path: readonly FieldSegment[]; readonly construct: string }

export const proven: Containment = { kind: 'proven' }

export function refuted(keyword: string): Containment {
  return { kind: 'refuted', path: [], keyword }
}

export function unknown(construct: string): Containment {
  return { kind: 'unknown', path: [], construct }
}

/** Of a part, as seen from the whole. */
export function inside(segment: FieldSegment, part: Containment): Containment {
  return part.kind === 'proven' ? part : { ...part, path: [segment, ...part.path] }
}

/** The first that is refuted, else the first that is unknown; what comes after a refutation is not asked. */
export function worstOf(parts: Iterable<Containment>): Containment {
  let worst = proven
  for (const part of parts) {
    if (part.kind === 'refuted') return part
    if (worst.kind === 'proven') worst = part
  }
  return worst
}
