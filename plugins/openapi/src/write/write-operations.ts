import { type Connector, dict, type HttpCall, type Json, type JsonObject, type Operation } from '@jackfield/core'
import { generatedName } from '../read/index.ts'
import { filled } from './filled.ts'
import { writeBody } from './write-body.ts'
import { writeParameters } from './write-parameters.ts'
import { writeResponses } from './write-responses.ts'
import { writeSchema } from './write-schema.ts'
import type { WrittenSecurity } from './write-security.ts'
import { writeServers } from './write-servers.ts'

/** Where each operation stands in a document. */
export interface WrittenOperations {
  readonly paths: JsonObject
  readonly webhooks: JsonObject
  /** By id; operations without a request of their own have no place. */
  readonly places: ReadonlyMap<string, Record<string, Json>>
}

interface Writing {
  readonly connector: Connector
  readonly security: WrittenSecurity
  /** Ids that have to be said although they are what reading would make of method and path. */
  readonly said: ReadonlySet<string>
}

/** Actions and polling triggers under `paths`, what the service calls under `webhooks`. */
export function writeOperations(writing: Writing): WrittenOperations {
  const paths = new Map<string, Record<string, Json>>()
  const webhooks = new Map<string, JsonObject>()
  const places = new Map<string, Record<string, Json>>()
  for (const operation of Object.values(writing.connector.operations)) {
    const http = operation.http ?? operation.poll?.http
    if (operation.webhook !== undefined) {
      const written = writeWebhook(operation, writing)
      webhooks.set(freeKey(operation.aliases?.[0] ?? operation.id, webhooks), { post: written })
      places.set(operation.id, written)
    } else if (http !== undefined) {
      const written = writeAction(operation, http, writing)
      const item = itemFor(http, operation, paths)
      item[http.method.toLowerCase()] = written
      places.set(operation.id, written)
    }
  }
  return { paths: dict(paths), webhooks: dict(webhooks), places }
}

function freeKey(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  let key = wanted
  for (let count = 2; taken.has(key); count++) key = `${wanted}-${count}`
  return key
}

/** Several operations may send the same method and path: a fragment, which is never sent, tells the others apart. */
function itemFor(
  { method, path }: HttpCall,
  { id }: Operation,
  paths: Map<string, Record<string, Json>>,
): Record<string, Json> {
  const plain = id.replaceAll(/[^A-Za-z0-9._-]+/g, '-')
  for (let count = 0; ; count++) {
    const apart = count === 0 ? '' : `${path.includes('#') ? '-' : '#'}${plain}${count === 1 ? '' : `-${count}`}`
    const key = path + apart
    const item = paths.get(key) ?? dict<Json>()
    if (Object.hasOwn(item, method.toLowerCase())) continue
    paths.set(key, item)
    return item
  }
}

function writeAction(operation: Operation, http: HttpCall, writing: Writing): Record<string, Json> {
  const parameters = writeParameters(http.parameters, operation.input, http.path)
  const isGenerated = operation.aliases === undefined && operation.id.startsWith(generatedName(http.method, http.path))
  return filled({
    operationId: isGenerated && !writing.said.has(operation.id) ? undefined : operation.id,
    ...describing(operation),
    ...ofConnector(operation, writing),
    parameters: parameters.length === 0 ? undefined : parameters,
    requestBody: http.body && writeBody(http.body, operation.input),
    responses: writeResponses(operation, http),
  })
}

function writeWebhook(operation: Operation, writing: Writing): Record<string, Json> {
  return filled({
    operationId: operation.id,
    ...describing(operation),
    ...ofConnector(operation, writing),
    requestBody: { content: { 'application/json': { schema: writeSchema(operation.output) } } },
    responses: { '200': { description: 'Received.' } },
  })
}

function describing({ title, description, deprecated }: Operation): Readonly<Record<string, Json | undefined>> {
  return { summary: title, description, deprecated: deprecated === true ? true : undefined }
}

function ofConnector({ servers, security }: Operation, { connector, security: written }: Writing) {
  return {
    servers: servers && writeServers(servers, connector.settings),
    security: security && written.requirements(security),
  }
}
