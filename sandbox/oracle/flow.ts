import type { Json, JsonObject } from '@jackfield/core'
import type { CallingStep } from './calling-step.ts'
import { sinks } from './expression.ts'
import { type HandingStep, inputWith } from './handing-step.ts'
import type { ReadingStep } from './reading-step.ts'

/** One flow: it calls one operation in several ways, and reads what the first of them answered. */
export interface Flow {
  readonly id: string
  readonly connector: string
  readonly operation: string
  readonly source: JsonObject
  readonly calling: readonly CallingStep[]
  readonly reading: readonly ReadingStep[]
  readonly handing: readonly HandingStep[]
}

/** As a flow document, without what marks expressions in literals. */
export function flowDocument({ id, connector, operation, source, calling, reading, handing }: Flow): string {
  const call = { operation: `${connector}.${operation}`, connection: 'service' }
  return JSON.stringify({
    flow: 1,
    id,
    connections: { service: connector },
    trigger: { operation: 'ground.told' },
    steps: [
      { id: 'source', ...call, input: source },
      ...calling.map((step) => ({ id: step.id, ...call, input: step.input })),
      ...reading.map(({ id: own, when, forEach, give, to }) => ({
        id: own,
        operation: `ground.${to}`,
        ...(when !== undefined && { when }),
        ...(forEach !== undefined && { forEach }),
        input: { value: give as Json },
      })),
      ...handing.map(({ id: own, expression, target, path }) => ({
        id: own,
        operation: `${connector}.${target.operation}`,
        connection: 'service',
        input: inputWith(target.input, path, `{% ${expression} %}`),
      })),
    ],
  })
}

const types = {
  anything: {},
  text: 'string',
  number: 'number',
  flag: 'boolean',
  list: 'array',
  record: 'object',
} as const

/** What every flow begins and ends with: a trigger, and an action for each sink. It never changes. */
export const groundManifest = JSON.stringify({
  jackfield: 1,
  id: 'ground',
  version: '1.0.0',
  title: 'Ground',
  servers: [{ url: 'https://ground.example.com' }],
  triggers: {
    told: {
      title: 'Told',
      poll: { http: 'GET /events', items: '/events', every: '60s', dedupe: { key: ['/text'], window: '1d' } },
      output: {
        type: 'object',
        required: ['text', 'whole', 'number', 'flag', 'list'],
        properties: {
          text: { type: 'string' },
          whole: { type: 'integer' },
          number: { type: 'number' },
          flag: { type: 'boolean' },
          list: { type: 'array', items: { type: 'string' } },
        },
      },
    },
  },
  actions: Object.fromEntries(
    sinks.map((sink) => [
      sink,
      {
        title: `Take ${sink}`,
        http: `POST /${sink}`,
        effect: 'once',
        input: {
          ...(sink !== 'anything' && { required: ['value'] }),
          properties: { value: sink === 'anything' ? types.anything : { type: types[sink] } },
        },
        output: {},
      },
    ]),
  ),
})
