import { isJsonObject, type Json, type JsonObject } from '@jackfield/core'
import { parse } from 'yaml'

/** An AsyncAPI 3 document as an OpenAPI one: each operation a path of its name, what is received the answer. */
export function asyncapiAsOpenapi(text: string): string {
  const document = parse(text) as JsonObject
  const operations = Object.entries((document.operations ?? {}) as JsonObject)
  const paths = operations.map(([name, operation]) => [`/${name}`, { post: operationOf(name, operation, document) }])
  return JSON.stringify({
    openapi: '3.1.0',
    info: document.info ?? {},
    paths: Object.fromEntries(paths),
    components: document.components ?? {},
  })
}

function operationOf(name: string, operation: Json, document: JsonObject): JsonObject {
  const messages = messagesOf(operation, document)
  const { reply } = operation as JsonObject
  if (!isJsonObject(reply)) return { operationId: name, responses: { 200: contentOf(messages) } }
  return {
    operationId: name,
    requestBody: { required: true, ...contentOf(messages) },
    responses: { 200: contentOf(messagesOf(reply, document)) },
  }
}

function messagesOf(of: Json | undefined, document: JsonObject): readonly JsonObject[] {
  const listed = isJsonObject(of) && Array.isArray(of.messages) ? (of.messages as readonly JsonObject[]) : []
  return listed.map((message) => followed(message, document))
}

function followed(value: JsonObject, document: JsonObject): JsonObject {
  if (typeof value.$ref !== 'string') return value
  const names = value.$ref.slice(2).split('/')
  return names.reduce<Json>((at, name) => (at as JsonObject)[name] ?? {}, document) as JsonObject
}

function contentOf(messages: readonly JsonObject[]): JsonObject {
  const [first] = messages
  const schemas = messages.map(({ payload }) => payload ?? {})
  const schema = schemas.length === 1 ? (schemas[0] ?? {}) : { anyOf: schemas }
  return {
    description: '',
    ...headersOf(first?.headers),
    content: { [String(first?.contentType ?? 'application/json')]: { schema } },
  }
}

/** Where headers are listed there are no others, unless the document says so. */
function headersOf(schema: Json | undefined): JsonObject {
  if (!isJsonObject(schema) || schema.additionalProperties === true || !isJsonObject(schema.properties)) return {}
  return {
    headers: Object.fromEntries(Object.entries(schema.properties).map(([name, header]) => [name, { schema: header }])),
  }
}
