import { operationUnavailable } from '../errors/index.ts'
import { type Connector, type Operation, operationName, unavailabilityOf } from '../model/index.ts'

/** Refuses an operation that needs what there is not here. Throws `operation-unavailable`. */
export function assertAvailable(
  connector: Pick<Connector, 'id'>,
  operation: Operation,
  knowsPolicy: (name: string) => boolean,
): void {
  const unavailable = unavailabilityOf(operation, knowsPolicy)
  if (unavailable === undefined) return
  throw operationUnavailable(
    `"${operationName(connector.id, operation.id)}" can't be used here: ${unavailable.reason}`,
    {
      hint: `What is missing is called "${unavailable.feature}".`,
    },
  )
}
