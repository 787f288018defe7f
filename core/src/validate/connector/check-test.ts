import { type Connector, nearestName } from '../../model/index.ts'
import { requiredOf } from '../schema/required-in.ts'
import type { Mistake } from '../structure/mistake.ts'
import { operationsOf, suggestion } from './check.ts'

/** What tries a connection out only reads, and needs nothing but the connection. */
export function* checkTest(connector: Connector): Iterable<Mistake> {
  const { test: id, operations, schemas } = connector
  if (id === undefined) return
  const actions = operationsOf(connector).flatMap(({ operation }) =>
    operation.kind === 'action' ? [operation.id] : [],
  )
  const operation = operations[id]
  if (operation === undefined || operation.kind !== 'action')
    return yield {
      code: 'operation-unknown',
      message: `The connector is tested by "${id}", which is no action of it.`,
      pointer: '/test',
      hint: suggestion(nearestName(id, actions), actions, 'add an action that only reads.'),
    }
  if (operation.effect !== 'read')
    yield {
      code: 'test-not-read',
      message: `The connector is tested by "${id}", which does more than read.`,
      pointer: '/test',
      hint: 'name an action whose effect is read.',
    }
  const required = requiredOf(operation.input, schemas)
  if (required.length > 0)
    yield {
      code: 'test-needs-input',
      message: `The connector is tested by "${id}", which needs an input: ${required.join(', ')}.`,
      pointer: '/test',
      hint: 'name an action that needs none.',
    }
}
