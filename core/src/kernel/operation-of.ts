import { operationUnknown } from '../errors/index.ts'
import {
  nearestName,
  type Operation,
  type OperationName,
  operationNamed,
  type Revision,
  splitOperation,
} from '../model/index.ts'

/** An operation of a revision by its name, or by one that it had before. Throws `operation-unknown`. */
export function operationOf({ model }: Revision, name: OperationName): Operation {
  const bare = splitOperation(name)?.operation ?? ''
  const operation = operationNamed(model.operations, bare)
  if (operation !== undefined) return operation
  throw operationUnknown(`Connector "${model.id}" ${model.version} has no operation "${bare}".`, {
    hint: nearest(bare, Object.keys(model.operations)),
  })
}

/** What may have been meant, as a hint. */
export function nearest(name: string, known: readonly string[]): string {
  const near = nearestName(name, known)
  return near === undefined ? 'See catalogue.list() for what there is.' : `Did you mean "${near}"?`
}
