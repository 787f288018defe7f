import { createTransport, type Signer } from '../../src/http/index.ts'
import { type BoundCall, createValidators } from '../../src/invoke/index.ts'
import {
  type Clock,
  type Connector,
  dict,
  type HttpCall,
  type Log,
  type Operation,
  type Parameter,
  type Reference,
  type Schema,
  type Template,
} from '../../src/model/index.ts'
import { puneFiles } from '../files/test-files.ts'
import { declared, type LoopbackService } from '../http/loopback-service.ts'

/** A clock whose pauses take no time and are remembered. */
export interface TestClock extends Clock {
  readonly slept: number[]
}

export function testClock(): TestClock {
  const slept: number[] = []
  return {
    slept,
    now: () => Date.now(),
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted()
      slept.push(milliseconds)
    },
  }
}

export const reference = (text: string): Reference => {
  const [root, ...path] = text.split('.')
  return { root: root as Reference['root'], path }
}

export const value = (text: string): Template => ({ kind: 'value', from: reference(text) })
export const literal = (given: never | string | number | boolean | null): Template => ({
  kind: 'literal',
  value: given,
})
export const text = (...parts: (string | Reference)[]): Template => ({ kind: 'text', parts })
export const object = (properties: Record<string, Template>): Template => ({
  kind: 'object',
  properties: dict(Object.entries(properties)),
})
export const array = (...items: Template[]): Template => ({ kind: 'array', items })

export const parameter = (
  place: Parameter['in'],
  name: string,
  template: Template = value(`input.${name}`),
): Parameter => ({
  in: place,
  name,
  value: template,
})

export function httpCall(more: Partial<HttpCall> = {}): HttpCall {
  return { method: 'GET', path: '/orders', parameters: [], timeout: 2_000, attempts: 1, ...more }
}

export function action(http: Partial<HttpCall>, more: Partial<Operation> = {}): Operation {
  return {
    id: 'op',
    kind: 'action',
    title: 'An action',
    visibility: 'public',
    effect: 'read',
    input: { type: 'object' },
    output: true,
    http: httpCall(http),
    ...more,
  }
}

export function connectorOf(operations: readonly Operation[], schemas: Record<string, Schema> = {}): Connector {
  return {
    model: 1,
    id: 'shop',
    version: '1.0.0',
    title: 'Shop',
    servers: [],
    securitySchemes: dict(),
    security: [],
    settings: { type: 'object' },
    operations: dict(operations.map((operation) => [operation.id, operation])),
    schemas: dict(Object.entries(schemas)),
  }
}

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

export interface BoundOptions extends Partial<Omit<BoundCall, 'operation'>> {
  readonly schemas?: Record<string, Schema>
}

/** A call bound to a service on loopback, as `bind/` would make it. */
export function bound(service: LoopbackService, operation: Operation, options: BoundOptions = {}): BoundCall {
  const { schemas, ...more } = options
  const connector = connectorOf([operation], schemas)
  const kept = new Map()
  return {
    connector,
    operation,
    validators: createValidators(connector),
    baseUrl: `${declared}/api`,
    signer: null,
    settings: {},
    derived: {},
    transport: createTransport({ connectTo: { [declared]: service.address } }),
    storage: {
      get: async (key) => kept.get(key),
      put: async (key, given) => void kept.set(key, given),
      remove: async (key) => void kept.delete(key),
    },
    files: puneFiles,
    clock: testClock(),
    log: silent,
    validateOutput: 'warn',
    ...more,
  }
}

export const keySigner = (key: string): Signer => ({
  sign: ({ url, headers }) => ({ url, headers: { ...headers, 'x-api-key': key } }),
})

export const request = (input: Record<string, never | unknown> = {}, more = {}) => ({
  input: input as never,
  idempotencyKey: 'key-1',
  ...more,
})
