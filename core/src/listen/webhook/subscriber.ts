import { createHash, randomBytes } from 'node:crypto'
import { isJackfieldError } from '../../errors/index.ts'
import { type Clock, canonicalJson, type Listener } from '../../model/index.ts'
import type { Store, Tables } from '../../store/index.ts'
import { Superseded } from '../superseded.ts'
import type { Addresses, OpenedListener, WebhookSecrets } from './addresses.ts'
import { putUnsubscription } from './pending-unsubscriptions.ts'
import { endOf, keptOf, secretIn } from './read-subscribed.ts'
import { renewal, restUntilRenewal } from './renewal.ts'
import { writtenSecret } from './secret-bytes.ts'
import type { WebhookRoom, WebhookTrigger } from './webhook-trigger.ts'
import { withoutSecrets } from './without-secrets.ts'

export interface SubscriberOptions {
  readonly store: Store
  readonly clock: Clock
  readonly room: WebhookRoom
  readonly addresses: Addresses
  /** There may be something to unsubscribe. */
  onEnded(): void
}

/** Keeps the service's side of a listener true. */
export interface Subscriber {
  /** Subscribes, renews or does nothing; answers how many milliseconds it rests, at most. */
  tend(listener: Listener, trigger: WebhookTrigger, signal: AbortSignal): Promise<number>
  /** Ends the subscription of a listener whose trigger is none any more. */
  end(listener: Listener): Promise<void>
}

interface Tended extends OpenedListener {
  readonly trigger: WebhookTrigger
  readonly url: string
  readonly signal: AbortSignal
}

/** For so long what the former subscription still sends is taken. */
const formerFor = 24 * 3_600_000

export function createSubscriber(options: SubscriberOptions): Subscriber {
  const { store, clock, room, addresses } = options

  async function tend(listener: Listener, trigger: WebhookTrigger, signal: AbortSignal): Promise<number> {
    const opened = await addresses.ensure(listener)
    if (trigger.webhook.subscribe === undefined) {
      await end(opened.listener)
      return Number.POSITIVE_INFINITY
    }
    const tended = { ...opened, trigger, url: addresses.urlOf(opened), signal }
    const made = await madeOf(tended)
    const now = clock.now()
    const { subscription } = opened.listener.webhook ?? {}
    if (subscription?.made !== made || (subscription.ends ?? Number.POSITIVE_INFINITY) <= now)
      return subscribe(tended, made)
    const rest = restUntilRenewal(subscription, trigger.webhook, now)
    if (rest > 0) return rest
    return trigger.webhook.renew === undefined ? subscribe(tended, made) : renew(tended, made)
  }

  async function subscribe(tended: Tended, made: string): Promise<number> {
    const { trigger, url, signal } = tended
    const { listener, secrets } = await begin(tended)
    const { attempt } = secrets
    const { subscribe: declared, verify } = trigger.webhook
    if (declared === undefined || attempt === null) throw new Superseded()
    const began = clock.now()
    const webhook = {
      url,
      ...(verify.kind !== 'url' && verify.secret.from === 'generated' && { secret: attempt.secret }),
    }
    const call = { http: declared.http, input: listener.input, webhook, idempotencyKey: attempt.key, signal }
    const answer = await cleanly(room.send(listener, trigger.revision, call), secrets)
    const secret = secretIn(answer.body, verify, { made: attempt.secret, operation: listener.operation })
    const kept = keptOf(answer, declared, listener.operation)
    const ends = endOf(answer.body, declared, { began, operation: listener.operation })
    const former =
      secrets.secret === null || secrets.secret === secret
        ? secrets.former
        : { secret: secrets.secret, until: clock.now() + formerFor }
    const next: WebhookSecrets = { ...secrets, secret, former, attempt: null, kept }
    await finish({ ...tended, listener, secrets }, next, { made, revision: trigger.revision, ends })
    return ends === null ? Number.POSITIVE_INFINITY : 0
  }

  /** Remembers what it is about to send: what the service calls at once is verified by it, as is a second attempt. */
  async function begin({ listener, secrets, trigger }: Tended): Promise<OpenedListener> {
    if (secrets.attempt !== null) return { listener, secrets }
    const { verify } = trigger.webhook
    const random = randomBytes(32)
    const secret = verify.kind === 'url' ? random.toString('base64url') : writtenSecret(random, verify.secret)
    const attempt = { key: crypto.randomUUID(), secret }
    const next = { ...secrets, attempt }
    const sealed = await addresses.seal(listener, next)
    const stored = await store.transaction('subscribe', async ({ listeners }) => {
      const current = await currentOf(listener, { listeners })
      const changed = { ...current, webhook: { ...current.webhook, sealed } }
      await listeners.put(changed)
      return changed
    })
    return { listener: stored, secrets: next }
  }

  async function finish(
    tended: Tended,
    next: WebhookSecrets,
    subscription: NonNullable<NonNullable<Listener['webhook']>['subscription']>,
  ): Promise<void> {
    const { listener } = tended
    const sealed = await addresses.seal(listener, next)
    await store.transaction('subscribed', async (tables) => {
      const current = await tables.listeners.get(listener.id)
      const token = listener.webhook?.token ?? ''
      if (current === undefined)
        return putUnsubscription({ ...listener, webhook: { token, sealed, subscription } }, tables, clock.now())
      if (await isAnother(current, { tended, next })) await putUnsubscription(current, tables, clock.now())
      const { paused: _, ...rest } = current
      await tables.listeners.put({ ...rest, webhook: { token, sealed, subscription } })
    })
    options.onEnded()
  }

  /** Whether what is in the store by now, the one before or another process's, is other than the next one. */
  async function isAnother(
    current: Listener,
    { tended, next }: { readonly tended: Tended; readonly next: WebhookSecrets },
  ): Promise<boolean> {
    if (current.webhook?.subscription === undefined) return false
    const isSame = current.webhook.sealed === tended.listener.webhook?.sealed
    const { kept } = isSame ? tended.secrets : await addresses.open(current)
    return canonicalJson(kept) !== canonicalJson(next.kept)
  }

  async function renew(tended: Tended, made: string): Promise<number> {
    const { listener, secrets, trigger, url, signal } = tended
    const { renew: declared, subscribe: subscribed } = trigger.webhook
    if (declared === undefined || subscribed === undefined) throw new Superseded()
    const began = clock.now()
    const call = {
      http: declared.http,
      input: listener.input,
      webhook: { url },
      subscription: secrets.kept,
      idempotencyKey: crypto.randomUUID(),
      signal,
    }
    try {
      const answer = await cleanly(room.send(listener, trigger.revision, call), secrets)
      const { kept, ends } = renewal({ answer, subscribed, began, kept: secrets.kept, operation: listener.operation })
      const sealed = await addresses.seal(listener, { ...secrets, kept })
      await store.transaction('renewed', async ({ listeners }) => {
        const current = await currentOf(listener, { listeners })
        const subscription = { made, revision: trigger.revision, ends }
        await listeners.put({ ...current, webhook: { ...current.webhook, sealed, subscription } })
      })
      return ends === null
        ? Number.POSITIVE_INFINITY
        : Math.max(1000, restUntilRenewal({ ends }, trigger.webhook, clock.now()))
    } catch (error) {
      if (isGone(error)) return subscribe(tended, made)
      throw error
    }
  }

  async function end(listener: Listener): Promise<void> {
    if (listener.webhook?.subscription === undefined) return
    await store.transaction('unsubscribe', async (tables) => {
      const current = await currentOf(listener, tables)
      await putUnsubscription(current, tables, clock.now())
      const { subscription: _, ...webhook } = current.webhook
      await tables.listeners.put({ ...current, webhook })
    })
    options.onEnded()
  }

  async function madeOf({ listener, secrets, trigger, url }: Tended): Promise<string> {
    const { subscribe: declared, verify } = trigger.webhook
    const connection = await room.fingerprint(listener, secrets.token)
    return digest([declared ?? null, verify, url, listener.input, listener.connection, connection])
  }

  return { tend, end }
}

async function cleanly<Value>(sent: Promise<Value>, { token, secret, attempt }: WebhookSecrets): Promise<Value> {
  try {
    return await sent
  } catch (error) {
    throw withoutSecrets(error, [token, secret, attempt?.secret ?? null])
  }
}

/** Throws `Superseded` where the listener was removed, or somebody else tended it meanwhile. */
async function currentOf(
  listener: Listener,
  { listeners }: Pick<Tables, 'listeners'>,
): Promise<Listener & { webhook: NonNullable<Listener['webhook']> }> {
  const current = await listeners.get(listener.id)
  if (current?.webhook === undefined || current.webhook.sealed !== listener.webhook?.sealed) throw new Superseded()
  return { ...current, webhook: current.webhook }
}

/** The service does not know it any more. */
export function isGone(error: unknown): boolean {
  return isJackfieldError(error) && (error.status === 404 || error.status === 410)
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(canonicalJson(parts)).digest('base64url')
}
