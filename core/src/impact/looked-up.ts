import { type LookedUp, lookUp } from '../diff/index.ts'
import type { OwnedSchema } from './compared.ts'
import { type FindAt, oncePerPath } from './once-per-path.ts'

/** What a schema of an operation says of the values at a path. */
export const lookedUp: FindAt<OwnedSchema, LookedUp> = oncePerPath((path, { node, shapes }) =>
  lookUp(node, path, shapes),
)
