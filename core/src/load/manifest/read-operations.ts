import { type Dict, dict, isJsonObject, type JsonObject, type Operation, pointer } from '../../model/index.ts'
import type { Drafting } from './drafting.ts'
import { objectIn } from './drafting.ts'
import { readAction } from './read-action.ts'
import { readTrigger } from './read-trigger.ts'

/** Actions, then triggers, by id. */
export function readOperations(drafting: Drafting): Dict<Operation> {
  const operations = new Map<string, Operation>()
  for (const [id, written] of operationsIn(drafting, 'actions')) operations.set(id, readAction(id, written, drafting))
  for (const [id, written] of operationsIn(drafting, 'triggers')) {
    if (operations.has(id)) refuseTwice(id, drafting)
    else operations.set(id, readTrigger(id, written, drafting))
  }
  return dict(operations)
}

function operationsIn({ manifest }: Drafting, name: 'actions' | 'triggers'): [string, JsonObject][] {
  return Object.entries(objectIn(manifest, name)).flatMap(([id, written]) =>
    isJsonObject(written) ? [[id, written] as [string, JsonObject]] : [],
  )
}

function refuseTwice(id: string, { report }: Drafting): void {
  const message = `"${id}" is the id of an action and of a trigger.`
  const hint = 'give one of them another id; flows name both as connector.id.'
  report({ code: 'operation-repeated', message, pointer: pointer('triggers', id), part: 'key', hint })
}
