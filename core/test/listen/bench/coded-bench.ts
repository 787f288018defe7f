import type { Transport } from '../../../src/http/index.ts'
import { type CodePoll, createValidators, type PollServices, pollCode } from '../../../src/invoke/index.ts'
import { codePolling } from '../../../src/listen/index.ts'
import { readDefinition } from '../../../src/load/index.ts'
import type { Code, Connector, Json, Operation } from '../../../src/model/index.ts'
import { defineConnector, trigger } from '../../../src/sdk.ts'
import { puneFiles } from '../../files/test-files.ts'
import { type Bench, createBench, silent } from './bench.ts'
import type { OrderService } from './order-service.ts'
import { day } from './poll-model.ts'
import { morning, virtualClock } from './virtual-clock.ts'

export const origin = 'https://tracker.example.com'

export type Poll = (services: PollServices) => AsyncIterable<{ id: string; data: Json; cursor?: Json }>

export interface Times {
  readonly start?: 'now' | 'beginning'
  readonly timeout?: string
}

/** Listening to a host's own definition, read and bound as the kernel does it. */
export function codedBench(
  { service, transport }: { readonly service: OrderService; readonly transport: Transport },
  poll: Poll,
  times: Times = {},
): Promise<Bench> {
  const definition = defineConnector({
    ...{ id: 'tracker', version: '1.0.0', title: 'Tracker', servers: [{ url: origin }] },
    triggers: {
      orderCompleted: trigger({
        start: 'beginning',
        ...times,
        output: true,
        poll: (_input, services) => poll(services),
      }),
    },
  })
  const read = readDefinition(definition)
  const connector = read.connector as Connector
  const operation = connector.operations.orderCompleted as Operation
  const clock = virtualClock(morning + day)
  const call = {
    ...{ connector, operation, transport, clock, log: silent, validators: createValidators(connector) },
    ...{ baseUrl: origin, signer: null, settings: {}, derived: {}, validateOutput: 'warn' as const },
    storage: { get: async () => undefined, put: async () => undefined, remove: async () => undefined },
    files: puneFiles,
    codePoll: read.polls.get('orderCompleted') as CodePoll,
  }
  const { poll: polling } = operation.code as Required<Code>
  const items = (input: object, cursor: Json, signal: AbortSignal) =>
    pollCode(call, { input: input as never, cursor, signal, idempotencyKey: 'k' })
  return createBench({ service, clock, bind: async () => codePolling({ poll: polling, items }) })
}

/** Orders page by page from where the last poll was, which it keeps as the number of those that it has seen. */
export async function* ordersFrom({ http, cursor }: PollServices) {
  let { from } = (cursor ?? { from: 0 }) as { from: number }
  for (let next: string | null = `orders?from=${from}`; next !== null; ) {
    const page = (await http.get(next)).json() as { orders: { id: string }[]; next: string | null }
    for (const data of page.orders) {
      from += 1
      yield { id: data.id, data, cursor: { from } }
    }
    next = page.next?.slice(1) ?? null
  }
}
