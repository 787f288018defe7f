import { dict, type Json, type Listener, type ListenerId, type WebhookSecret } from '../../model/index.ts'
import type { Store } from '../../store/index.ts'
import type { Attempt, Page } from '../hand-off.ts'
import { handToHost } from '../hand-to-host.ts'
import { handToRunner } from '../hand-to-runner.ts'
import type { ListeningOptions } from '../listening-options.ts'
import { Superseded } from '../superseded.ts'
import { type Addresses, digestOf, splitAddress, type WebhookSecrets } from './addresses.ts'
import { answerChallenge, answerChallengeIn, assertNoChallenge, type Challenged } from './answer-challenge.ts'
import { type Delivered, type WebhookAnswer, WebhookRefusal } from './delivered.ts'
import { type Conditions, entriesOf, itemsOf, readPayload } from './read-payload.ts'
import { createRefusals, type RefusalsOptions } from './refusals.ts'
import { isSameText } from './same-secret.ts'
import { secretBytes } from './secret-bytes.ts'
import { verifyDelivery, verifyItems } from './verify-delivery.ts'
import type { WebhookRoom, WebhookTrigger } from './webhook-trigger.ts'

export interface ReceiverOptions extends Pick<ListeningOptions, 'clock' | 'deliveries'>, RefusalsOptions {
  readonly store: Store
  readonly room: WebhookRoom
  readonly addresses: Addresses
}

/** Takes what services deliver. */
export interface Receiver {
  /** The listener of an address, which is the end of its URL; `undefined` where there is none. */
  find(address: string): Promise<ListenerId | undefined>
  /** The methods that its URL takes; `undefined` where there is no such listener, or it is for no webhook. */
  methods(id: ListenerId): Promise<readonly string[] | undefined>
  /** Verifies, reads and hands off: answers 2xx only after that. Throws `WebhookRefusal`. */
  receive(id: ListenerId, delivered: Delivered): Promise<WebhookAnswer>
  /** Tells of a request that could not even be read, as `receive` does of what it refuses, and throws it. */
  refuse(id: ListenerId, error: unknown): Promise<never>
  /** Resolves when nothing is being taken: what was verified is handed off. */
  idle(): Promise<void>
}

interface Received {
  readonly listener: Listener
  readonly secrets: WebhookSecrets
  readonly trigger: WebhookTrigger
  readonly delivered: Delivered
}

const tries = 3

export function createReceiver(options: ReceiverOptions): Receiver {
  const { store, clock, room, addresses } = options
  const refusals = createRefusals(options)
  const turns = new Map<ListenerId, Promise<unknown>>()
  const underWay = new Set<Promise<unknown>>()

  function receive(id: ListenerId, delivered: Delivered): Promise<WebhookAnswer> {
    const receiving = attempt(id, delivered).finally(() => underWay.delete(receiving))
    underWay.add(receiving)
    return receiving
  }

  async function attempt(id: ListenerId, delivered: Delivered): Promise<WebhookAnswer> {
    let listener: Listener | undefined
    for (let left = tries; left > 0; left -= 1)
      try {
        listener = await store.tables.listeners.get(id)
        const trigger = listener && (await room.trigger(listener))
        if (listener === undefined || trigger === undefined) break
        const opened = await addresses.ensure(listener)
        const answer = await take({ ...opened, trigger, delivered })
        refusals.forget(id)
        return answer
      } catch (error) {
        if (!(error instanceof Superseded)) throw refusals.of(error, listener)
      }
    throw new WebhookRefusal(503, 'Its listener changes.')
  }

  async function take(received: Received): Promise<WebhookAnswer> {
    const { delivered, trigger, listener } = received
    const { webhook } = trigger
    const { verify } = webhook
    const secrets = verify.kind === 'url' ? [] : await secretsOf(received, verify.secret)
    const challenged = await challengeOf(received, secrets)
    const early = challenged && answerChallenge(challenged)
    if (early !== undefined) return early
    if (delivered.method !== 'POST') throw new WebhookRefusal(405, `It is ${delivered.method}, and no challenge.`)
    assertNoChallenge(delivered, webhook.challenge)
    verifyDelivery(verify, { delivered, secrets, url: addresses.knownUrlOf(received), now: clock.now() })
    const payload = await readPayload(delivered)
    if (verify.kind === 'token' && verify.in === 'item') verifyItems(verify, itemsOf(payload, webhook, []), secrets)
    const answer = challenged && answerChallengeIn(payload, challenged)
    if (answer !== undefined) return answer
    const items = itemsOf(payload, webhook, await conditionsOf(received))
    const entries = entriesOf(items, webhook, delivered)
    await room.check(listener, items)
    await handOff(received, { entries, last: true })
    return { status: 200 }
  }

  async function handOff({ listener, trigger }: Received, page: Page): Promise<void> {
    const delivery = options.deliveries(listener)
    if (delivery === undefined) throw new WebhookRefusal(503, 'Nobody takes its events yet.')
    if (page.entries.length === 0) return
    const handing: Attempt = { store, clock, listener, window: trigger.webhook.dedupe.window }
    if (delivery.kind === 'runner') await handToRunner(handing, delivery, page)
    else await inTurn(listener.id, () => handToHost(handing, delivery, page))
  }

  /** A host hears one delivery of a listener after the other, so that two of the same event are one. */
  async function inTurn(id: ListenerId, work: () => Promise<unknown>): Promise<void> {
    const turn = (turns.get(id) ?? Promise.resolve()).then(work, work)
    turns.set(id, turn)
    try {
      await turn
    } finally {
      if (turns.get(id) === turn) turns.delete(id)
    }
  }

  async function secretsOf({ listener, secrets }: Received, declared: WebhookSecret): Promise<readonly string[]> {
    if (declared.from === 'connection') {
      const entered = (await room.credentials(listener))[declared.credential]
      return entered === undefined || secretBytes(entered, declared) === null ? [] : [entered]
    }
    const { secret, attempt, former } = secrets
    const known = [
      secret,
      declared.from === 'generated' ? attempt?.secret : null,
      former !== null && former.until > clock.now() ? former.secret : null,
    ]
    return known.filter((one): one is string => typeof one === 'string' && one !== '')
  }

  async function challengeOf(received: Received, secrets: readonly string[]): Promise<Challenged | undefined> {
    const { challenge, verify } = received.trigger.webhook
    if (challenge === undefined) return undefined
    const tokens = challenge.token === undefined ? [] : await secretsOf(received, challenge.token.secret)
    return { challenge, verify, delivered: received.delivered, secrets, tokens }
  }

  async function conditionsOf({ listener, trigger }: Received): Promise<Conditions> {
    const conditions: [string, Json][] = []
    for (const [at, template] of Object.entries(trigger.webhook.where ?? dict<never>())) {
      const value = await room.evaluate(template, listener)
      if (value !== undefined) conditions.push([at, value])
    }
    return conditions
  }

  return {
    receive,
    async refuse(id, error) {
      throw refusals.of(error, await store.tables.listeners.get(id))
    },
    async idle() {
      await Promise.allSettled(underWay)
    },
    async find(address) {
      const parts = splitAddress(address)
      const listener = parts === null ? undefined : await store.tables.listeners.get(parts.id)
      const known = listener?.webhook?.token
      return parts !== null && known !== undefined && isSameText(digestOf(parts.token), known) ? parts.id : undefined
    },
    async methods(id) {
      const listener = await store.tables.listeners.get(id)
      const trigger = listener && (await room.trigger(listener))
      if (trigger === undefined) return undefined
      return trigger.webhook.challenge?.method === 'GET' ? ['GET', 'POST'] : ['POST']
    },
  }
}
