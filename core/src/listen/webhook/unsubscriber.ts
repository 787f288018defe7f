import { isJackfieldError } from '../../errors/index.ts'
import type { Clock, Log } from '../../model/index.ts'
import type { Store } from '../../store/index.ts'
import { backOff } from '../back-off.ts'
import type { WebhookSecrets } from './addresses.ts'
import {
  listUnsubscriptions,
  removeUnsubscription,
  storeUnsubscription,
  type Unsubscription,
} from './pending-unsubscriptions.ts'
import { isGone } from './subscriber.ts'
import type { WebhookRoom } from './webhook-trigger.ts'
import { withoutSecrets } from './without-secrets.ts'

export interface UnsubscriberOptions {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly room: WebhookRoom
  readonly random: () => number
}

/** Ends subscriptions that nobody listens to any more, until the service says so. */
export interface Unsubscriber {
  start(): void
  /** After a commit that may have left something to end. */
  nudge(): void
  stop(): Promise<void>
}

const every = 15_000
/** A service that has not let go by then never will. */
const giveUpAfter = 7 * 24 * 3_600_000

export function createUnsubscriber(options: UnsubscriberOptions): Unsubscriber {
  const { store, clock, log } = options
  let stopped = false
  let round = new AbortController()
  const stop = new AbortController()
  let looping: Promise<void> | undefined

  async function loop(): Promise<void> {
    while (!stopped) {
      round = new AbortController()
      const { signal } = round
      const rest = await passOver().catch((error: unknown) => {
        if (!stopped) log.error('Subscriptions could not be ended.', { message: messageOf(error) })
        return every
      })
      if (stopped || signal.aborted) continue
      await (rest === Number.POSITIVE_INFINITY ? aborted(signal) : clock.sleep(rest, signal).catch(() => {}))
    }
  }

  /** Tries what is due; answers how long nothing else is. */
  async function passOver(): Promise<number> {
    let rest = Number.POSITIVE_INFINITY
    for (const pending of await listUnsubscriptions(store.tables)) {
      if (stopped) break
      const left = pending.due - clock.now()
      rest = Math.min(rest, left > 0 ? left : await attempt(pending))
    }
    return rest
  }

  async function attempt(pending: Unsubscription): Promise<number> {
    try {
      await unsubscribe(pending, options, stop.signal)
    } catch (error) {
      if (stopped) return every
      if (!isHopeless(error, pending, clock.now())) return putOff(pending, error)
      if (!isGone(error)) log.warn('A subscription was not ended, and is given up.', detailsOf(pending, error))
    }
    await removeUnsubscription(pending.id, store.tables)
    return Number.POSITIVE_INFINITY
  }

  async function putOff(pending: Unsubscription, error: unknown): Promise<number> {
    const failures = pending.failures + 1
    const retryAfter = isJackfieldError(error) ? error.retryAfter : undefined
    const wait = backOff({ failures, every, retryAfter, random: options.random })
    log.warn('A subscription could not be ended.', detailsOf(pending, error))
    await storeUnsubscription({ ...pending, failures, due: clock.now() + wait }, store.tables)
    return wait
  }

  return {
    start() {
      looping ??= loop()
    },
    nudge: () => round.abort(),
    async stop() {
      stopped = true
      stop.abort()
      round.abort()
      await looping
    },
  }
}

async function unsubscribe(
  { id, listener }: Unsubscription,
  { room }: UnsubscriberOptions,
  signal: AbortSignal,
): Promise<void> {
  const { subscription, sealed } = listener.webhook ?? {}
  if (subscription === undefined || sealed === undefined) return
  const trigger = await room.triggerOf(listener.operation, subscription.revision)
  const http = trigger?.webhook.unsubscribe?.http
  if (http === undefined) return
  const secrets = (await room.open(sealed, listener)) as WebhookSecrets
  const call = { http, input: listener.input, subscription: secrets.kept, idempotencyKey: id, signal }
  try {
    await room.send(listener, subscription.revision, call)
  } catch (error) {
    throw withoutSecrets(error, [secrets.token, secrets.secret])
  }
}

const hopeless: readonly string[] = [
  'connection-unknown',
  'connection-needs-reauthorisation',
  'connection-invalid',
  'connector-unknown',
  'operation-unknown',
  'key-wrong',
  'template-absent',
]

function isHopeless(error: unknown, { since }: Unsubscription, now: number): boolean {
  if (isGone(error) || now - since > giveUpAfter) return true
  return isJackfieldError(error) && hopeless.includes(error.code)
}

function detailsOf(
  { listener: { id, operation, organisation } }: Unsubscription,
  error: unknown,
): Readonly<Record<string, unknown>> {
  return { listener: id, operation, organisation, message: messageOf(error) }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
