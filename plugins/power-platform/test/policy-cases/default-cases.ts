import type { JsonObject } from '@jackfield/core'
import type { Cases } from './cases.ts'

/** A body's schema, what is given of the body, and what is sent. */
interface DefaultCase {
  readonly it: string
  readonly schema: JsonObject
  readonly body: JsonObject
  readonly sent: JsonObject
}

const internal = (value: string): JsonObject => ({ type: 'string', default: value, 'x-ms-visibility': 'internal' })
const inner = (value: string): JsonObject => ({ type: 'object', properties: { kind: internal(value) } })

/** "OpenAPI extensions for custom connectors": `x-ms-visibility: internal`. */
export const defaultCases: Cases<DefaultCase> = [
  {
    it: 'a required property',
    schema: { type: 'object', required: ['kind'], properties: { kind: internal('a'), name: { type: 'string' } } },
    body: { name: 'n' },
    sent: { kind: 'a', name: 'n' },
  },
  {
    it: 'what is in an object that is there, and in none that is not',
    schema: { type: 'object', properties: { here: inner('b'), away: inner('c') } },
    body: { here: {} },
    sent: { here: { kind: 'b' } },
  },
  {
    it: 'each element of a list',
    schema: {
      type: 'object',
      properties: {
        rows: { type: 'array', items: { type: 'object', required: ['kind'], properties: { kind: internal('row') } } },
      },
    },
    body: { rows: [{ n: 1 }, {}] },
    sent: { rows: [{ kind: 'row', n: 1 }, { kind: 'row' }] },
  },
]
