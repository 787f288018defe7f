import type { ReadConnector } from '@jackfield/core'
import { openapiFormat } from '../src/index.ts'

const format = openapiFormat()

export function read(text: string | Uint8Array, name = 'bad.json'): Promise<ReadConnector> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  return Promise.resolve(format.read({ name, path: name, kind: 'file', files: [{ path: name, bytes }] }))
}

export function document(parts: object): string {
  const info = { title: 'Bad', version: '1' }
  return JSON.stringify({ openapi: '3.0.0', info, servers: [{ url: 'https://api.example.com' }], ...parts })
}

export function answering(schema: object, schemas: object = {}): string {
  const response = { description: 'OK', content: { 'application/json': { schema } } }
  return document({
    paths: { '/a': { get: { operationId: 'a', responses: { 200: response } } } },
    components: { schemas },
  })
}
