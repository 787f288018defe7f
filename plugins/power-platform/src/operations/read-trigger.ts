import { dict, type HttpCall, type Operation } from '@jackfield/core'
import type { OperationRead } from '@jackfield/openapi'
import type { Feature } from '../features.ts'
import { type PolicyInstance, textOf } from '../properties/index.ts'
import { itemSchema, payloadOf, someItem } from './item-schema.ts'
import { itemsOf } from './items-of.ts'
import { notificationPlace } from './notification-place.ts'

/** Milliseconds: what comes again after that is news. */
const day = 86_400_000
const pollWindow = 30 * day
/** A service that repeats a call does so soon, and the same payload later may be another event. */
const webhookWindow = 3_600_000
const every = 180_000

/** An operation, and what it lacks to be one. */
export interface ReadTrigger {
  readonly operation: Operation
  readonly lacks?: Feature
}

/**
 * `x-ms-trigger` ("Create a webhook trigger", "Create a polling trigger"): an operation that takes the URL to call
 * subscribes a webhook, and any other is polled. Others stay actions.
 */
export function readTrigger(read: OperationRead, policies: readonly PolicyInstance[]): ReadTrigger {
  const place = notificationPlace(read)
  const kind = textOf(read.operation, 'x-ms-trigger')?.trim().toLowerCase()
  if (place !== undefined) return webhookTrigger(read, place)
  if (kind !== 'batch' && kind !== 'single') return { operation: read.read }
  return pollingTrigger(read, { policies, isSingle: kind === 'single' })
}

function webhookTrigger(read: OperationRead, place: NonNullable<ReturnType<typeof notificationPlace>>): ReadTrigger {
  const { http: _, ...operation } = read.read
  const subscribing = read.subscribing(place)
  const trigger: Operation = {
    ...operation,
    kind: 'trigger',
    effect: 'read',
    ...(subscribing !== undefined && { input: subscribing.input }),
    output: someItem(payloadOf(read), read),
    webhook: {
      ...(subscribing !== undefined && {
        subscribe: { http: subscribing.subscribe, keep: dict([['location', { header: 'location' }]]) },
        unsubscribe: { http: unsubscribing },
      }),
      verify: { kind: 'url' },
      items: '',
      dedupe: { key: [''], window: webhookWindow },
    },
  }
  return subscribing === undefined ? { operation: trigger, lacks: 'trigger.subscription' } : { operation: trigger }
}

/** A subscription ends by deleting what its answer named as its `Location`. */
const unsubscribing: HttpCall = {
  method: 'DELETE',
  path: '{location}',
  parameters: [
    { name: 'location', in: 'path', value: { kind: 'value', from: { root: 'subscription', path: ['location'] } } },
  ],
  timeout: 30_000,
  attempts: 3,
}

interface Polling {
  readonly policies: readonly PolicyInstance[]
  readonly isSingle: boolean
}

function pollingTrigger(read: OperationRead, { policies, isSingle }: Polling): ReadTrigger {
  const { http, ...operation } = read.read
  const items = isSingle ? '' : itemsOf(read, policies)
  if (http === undefined || items === undefined) return { operation: read.read, lacks: 'trigger.items' }
  return {
    operation: {
      ...operation,
      kind: 'trigger',
      effect: 'read',
      output: itemSchema(read, items, isSingle),
      poll: {
        http,
        items,
        every,
        cursor: { type: 'location', start: 'now' },
        dedupe: { key: [''], window: pollWindow },
      },
    },
  }
}
