import { lookUp } from '../diff/index.ts'
import type { OwnedSchema } from './compared.ts'
import { oncePerPath } from './once-per-path.ts'

/** What a schema of an operation says of the values at a path. */
export const lookedUp = oncePerPath((path, { node, shapes }: OwnedSchema) => lookUp(node, path, shapes))
