import { type Confirm, type Connector, nearestName } from '../../model/index.ts'
import { excludesNull } from '../schema/nullability.ts'
import type { Mistake } from '../structure/mistake.ts'
import { availableIn, capitalised, operationsOf, type PlacedOperation, suggestion } from './check.ts'
import { type Asking, checkConfirmInput } from './check-confirm-input.ts'

/** A call in doubt is asked about by an action that only reads, from what the call's own input says (Law 5). */
export function* checkConfirm(connector: Connector): Iterable<Mistake> {
  for (const placed of availableIn(connector)) {
    const { confirm } = placed.operation
    if (confirm !== undefined) yield* checkOne(confirm, placed, connector)
  }
}

function* checkOne(confirm: Confirm, placed: PlacedOperation, connector: Connector): Iterable<Mistake> {
  const { operation, at, name } = placed
  if (operation.effect !== 'once')
    yield {
      code: 'confirm-needless',
      message: `${capitalised(name)} is ${operation.effect}, so it is repeated rather than confirmed.`,
      pointer: `${at}/confirm`,
      hint: 'remove "confirm", or say effect: once.',
    }
  const asked = connector.operations[confirm.operation]
  const readers = operationsOf(connector).filter(
    (each) => each.operation.kind === 'action' && each.operation.effect === 'read',
  )
  const ids = readers.map((each) => each.operation.id)
  if (asked === undefined)
    return yield {
      code: 'operation-unknown',
      message: `${capitalised(name)} is confirmed by "${confirm.operation}", which is no action of this connector.`,
      pointer: `${at}/confirm/operation`,
      hint: suggestion(nearestName(confirm.operation, ids), ids, 'add an action that reads it.'),
    }
  if (!ids.includes(asked.id))
    yield {
      code: 'confirm-not-read',
      message: `${capitalised(name)} is confirmed by "${asked.id}", which does more than read.`,
      pointer: `${at}/confirm/operation`,
      hint:
        ids.length === 0
          ? 'name an action whose effect is read.'
          : `name an action that only reads: ${ids.join(', ')}.`,
    }
  yield* checkConfirmInput(confirm, { placed, asked }, connector)
  yield* checkAnswer({ placed, asked }, connector)
}

function* checkAnswer({ placed, asked }: Asking, { schemas }: Connector): Iterable<Mistake> {
  if (!excludesNull(asked.output, schemas)) return
  yield {
    code: 'confirm-never-none',
    severity: 'warning',
    message: `"${asked.id}" confirms ${placed.name}, but can't say that it did not happen: its output is never null.`,
    pointer: `${placed.at}/confirm/operation`,
    hint: `give "${asked.id}" a result with "missing: none", and an output that may be null.`,
  }
}
