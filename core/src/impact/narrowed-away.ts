import { alternativesOf, isFreeForm } from '../diff/index.ts'
import type { FieldPath } from '../model/index.ts'
import type { ComparedOperation, OwnedSchema } from './compared.ts'
import { lookedUp } from './looked-up.ts'
import { type FindAt, oncePerPath } from './once-per-path.ts'
import { shapesAt } from './shapes-at.ts'

/**
 * What narrowing did to what is read. `vanishes`: nothing of it is left, since the one alternative that had it is gone,
 * or the object is closed. `unclear`: nothing was said of the fields around it, and now others are listed.
 */
export const narrowedAway: FindAt<ComparedOperation, 'vanishes' | 'unclear' | undefined> = oncePerPath(
  (path, producer) => {
    const [base, revision] = [producer.schema('output', 'base'), producer.schema('output', 'revision')]
    if (base === null || revision === null) return undefined
    const before = lookedUp(path, base)
    const after = lookedUp(path, revision)
    if (after.presence !== 'never') return undefined
    if (before.presence !== 'never' || (after.refused && !before.refused)) return 'vanishes'
    const known = knownPart(path, base)
    return isFree(base, known) && !isFree(revision, known) ? 'unclear' : undefined
  },
)

/**
 * Whether what is read is declared for the first time: it did not come before, as far as was said, and not because
 * nothing was said of the fields around it.
 */
export const comesFirst: FindAt<ComparedOperation, boolean> = oncePerPath((path, producer) => {
  const [base, revision] = [producer.schema('output', 'base'), producer.schema('output', 'revision')]
  if (base === null || revision === null) return false
  if (lookedUp(path, base).presence !== 'never') return false
  return lookedUp(path, revision).presence !== 'never' && !isFree(base, knownPart(path, base))
})

/** As much of a path as is declared. */
function knownPart(path: FieldPath, schema: OwnedSchema): FieldPath {
  const undeclared = path.findIndex((_, index) => lookedUp(path.slice(0, index + 1), schema).presence === 'never')
  return path.slice(0, undeclared)
}

function isFree(schema: OwnedSchema, path: FieldPath): boolean {
  return shapesAt(schema, path).flatMap(alternativesOf).some(isFreeForm)
}
