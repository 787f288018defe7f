import type { SchemaNode, Shapes } from './shape.ts'

/** Whether a schema of the base and one of the revision admit the same, as far as it shows from how they are built. */
export type Sameness = (base: SchemaNode, revision: SchemaNode) => boolean

/** What a comparison of two schemas needs; each side reads its own connector's. */
export interface Comparing {
  readonly same: Sameness
  readonly base: Shapes
  readonly revision: Shapes
}

/** The same the other way round. */
export function turned({ same, base, revision }: Comparing): Comparing {
  return { base: revision, revision: base, same: (one, other) => same(other, one) }
}
