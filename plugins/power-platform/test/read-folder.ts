import type { ReadConnector, SourceFile } from '@jackfield/core'
import { validateConnector } from '@jackfield/core/testing'
import { powerPlatformFormat } from '../src/index.ts'
import { swagger } from './harness.ts'

export const format = powerPlatformFormat()
const answer = { 200: { description: 'OK', schema: { type: 'object' } } }
const definition = JSON.stringify(
  swagger({
    '/a/{id}': {
      get: {
        operationId: 'a',
        parameters: [{ name: 'id', in: 'path', required: true, type: 'string' }],
        responses: answer,
      },
    },
    '/b': { get: { operationId: 'b', responses: answer } },
  }),
)

export function read(texts: Readonly<Record<string, string | Uint8Array>>, name = 'sample'): Promise<ReadConnector> {
  const files: SourceFile[] = Object.entries(texts).map(([path, text]) => ({
    path,
    bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text,
  }))
  return Promise.resolve(format.read({ name, path: name, kind: 'folder', files }))
}

export function withProperties(properties: unknown, name?: string): Promise<ReadConnector> {
  const text = typeof properties === 'string' ? properties : JSON.stringify({ properties })
  return read({ 'apiDefinition.swagger.json': definition, 'apiProperties.json': text }, name)
}

/** What the kernel would refuse of it. */
export function refused({ connector }: ReadConnector): readonly string[] {
  if (connector === undefined) return ['nothing was read']
  return validateConnector(connector, (pointer) => ({ pointer }))
    .filter(({ severity }) => severity !== 'warning')
    .map(({ message }) => message)
}
