import { dict, type Json, type Operation } from '@jackfield/core'
import { child, type Located } from '../refs/index.ts'
import { listOperations } from './list-operations.ts'
import { operationIdIn, warnOfRepeatedId } from './operation-ids.ts'
import { readTrigger } from './read-trigger.ts'
import type { Reading } from './reading.ts'

export interface ReadWebhook {
  readonly operation: Operation
  readonly written: Located
}

/** `webhooks` of OpenAPI 3.1 (before that, `x-webhooks`): triggers whose URL a person enters at the service. */
export function readWebhooks(root: Located, ids: Set<string>, reading: Reading): readonly ReadWebhook[] {
  const places = ['webhooks', 'x-webhooks'].flatMap((key) => listOperations(child(root, key), reading))
  return places.map((place) => {
    const written = operationIdIn(place.operation)
    let generated = place.path
    for (let count = 2; ids.has(generated); count++) generated = `${place.path}-${count}`
    const id = written === undefined || ids.has(written) ? generated : written
    ids.add(id)
    warnOfRepeatedId(place, id, reading)
    const aliases = id === generated ? {} : { aliases: [generated] }
    const input = dict<Json>([
      ['type', 'object'],
      ['properties', dict()],
    ])
    return { operation: readTrigger(place, { id, ...aliases, input }, reading), written: place.operation }
  })
}
