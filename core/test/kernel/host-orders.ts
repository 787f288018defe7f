import { expect } from 'vitest'
import type { ConnectionId, Kernel, TriggerEvent } from '../../src/index.ts'
import { action, type ConnectorDefinition, defineConnector, type PollServices, trigger } from '../../src/sdk.ts'
import { organisation } from './host.ts'
import type { Tracker } from './service.ts'

export const key = 'planted-secret-of-the-tracker'

/** Orders of the tracker that were completed, found by a function: it counts the polls in its connection's storage. */
export function orders(
  seen: (services: PollServices) => void,
  fields: readonly string[] = ['sku'],
): ConnectorDefinition {
  return defineConnector({
    id: 'orders',
    version: '1.0.0',
    title: 'Orders',
    servers: [{ url: 'https://tracker.example.com/api' }],
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' } },
    actions: {
      polls: action({ effect: 'read', run: async (_input, { storage }) => (await storage.get('polls')) ?? 0 }),
    },
    triggers: {
      completed: trigger({
        every: '1s',
        input: { properties: { status: { type: 'string' } } },
        output: {
          type: 'object',
          required: ['id', ...fields],
          properties: Object.fromEntries(['id', ...fields].map((name) => [name, { type: 'string' }])),
        },
        async *poll({ status = 'completed' }, services) {
          seen(services)
          const { http, cursor, storage } = services
          await storage.put('polls', Number((await storage.get('polls')) ?? 0) + 1)
          const after = Number(cursor ?? 0)
          const answer = (await http.get('orders', { query: { status, after } })).json() as { orders: { id: string }[] }
          for (const [index, data] of answer.orders.slice(after).entries())
            yield { id: data.id, data, cursor: after + index + 1 }
        },
      }),
    },
  })
}

interface Hearing {
  readonly heard: TriggerEvent[]
  readonly ids: () => string[]
}

/** Listens as the host's own dependent; events that come in are kept. */
export async function hear(
  kernel: Kernel,
  connection: ConnectionId,
  refuse?: (id: string) => boolean,
): Promise<Hearing> {
  const heard: TriggerEvent[] = []
  await kernel.listen({
    operation: 'orders.completed',
    connection,
    dependent: 'shop',
    input: { status: 'completed' },
    async deliver(event) {
      if (refuse?.((event.data as { id: string }).id)) throw new Error('The queue is full.')
      heard.push(event)
    },
  })
  return { heard, ids: () => heard.map(({ data }) => (data as { id: string }).id) }
}

export const optionsFor = (tracker: Tracker, connectors: readonly ConnectorDefinition[]) => ({
  connectTo: { 'https://tracker.example.com': tracker.origin },
  connectors,
})

export const connect = (kernel: Kernel) =>
  kernel.connections.add({ organisation, connector: 'orders', settings: {}, credentials: { key } })

export const pollsOf = async (kernel: Kernel, connection: ConnectionId): Promise<number> =>
  Number((await kernel.invoke('orders.polls', { connection })).output)

/** Resolves when two whole polls have passed. */
export async function rest(kernel: Kernel, connection: ConnectionId): Promise<void> {
  const before = await pollsOf(kernel, connection)
  await expect.poll(() => pollsOf(kernel, connection)).toBeGreaterThan(before + 2)
}

export const complete = (tracker: Tracker, ...ids: string[]): void =>
  void tracker.orders.push(...ids.map((id) => ({ id, sku: 'A-1' })))
