import { createHash, randomBytes } from 'node:crypto'
import { argumentInvalid } from '../../errors/index.ts'
import type { JsonObject, Listener, ListenerId } from '../../model/index.ts'
import type { Store } from '../../store/index.ts'
import { Superseded } from '../superseded.ts'
import type { WebhookRoom } from './webhook-trigger.ts'

/** What is sealed of a listener for a webhook. */
export type WebhookSecrets = {
  /** At least 128 bits that nobody can guess, in its URL. */
  readonly token: string
  /** By which deliveries are verified: made here, or in the service's answer. */
  readonly secret: string | null
  /** The one before, for what is on its way, until then (milliseconds since 1970). */
  readonly former: { readonly secret: string; readonly until: number } | null
  /** A subscription whose answer did not come: the next attempt is the same one, so that both deliver the same. */
  readonly attempt: { readonly key: string; readonly secret: string } | null
  /** What is kept of the service's answer. */
  readonly kept: JsonObject
}

export interface OpenedListener {
  readonly listener: Listener
  readonly secrets: WebhookSecrets
}

/** URLs of listeners, and what is sealed of them. */
export interface Addresses {
  /** Makes the listener's URL where it has none. Throws `key-missing`, `Superseded` where it is gone. */
  ensure(listener: Listener): Promise<OpenedListener>
  open(listener: Listener): Promise<WebhookSecrets>
  seal(listener: Pick<Listener, 'id' | 'organisation'>, secrets: WebhookSecrets): Promise<string>
  /** Where the service calls. Throws `argument-invalid` where nobody said where the kernel is mounted. */
  urlOf(opened: OpenedListener): string
  /** The same, `undefined` where it is not known. */
  knownUrlOf(opened: OpenedListener): string | undefined
}

export function createAddresses(store: Store, room: WebhookRoom): Addresses {
  const { publicUrl } = room

  async function open(listener: Listener): Promise<WebhookSecrets> {
    if (listener.webhook === undefined) throw new Superseded()
    return (await room.open(listener.webhook.sealed, listener)) as WebhookSecrets
  }

  function knownUrlOf({ listener, secrets }: OpenedListener): string | undefined {
    if (listener.callbackUrl !== undefined) return listener.callbackUrl
    return publicUrl === undefined ? undefined : `${publicUrl}/webhooks/${listener.id}.${secrets.token}`
  }

  return {
    open,
    knownUrlOf,
    seal: (listener, secrets) => room.seal(secrets, listener),
    async ensure(listener) {
      if (listener.webhook !== undefined) return { listener, secrets: await open(listener) }
      const token = randomBytes(32).toString('base64url')
      const fresh = { token, secret: null, former: null, attempt: null, kept: {} }
      const webhook = { token: digestOf(token), sealed: await room.seal(fresh, listener) }
      const stored = await store.transaction('webhook-address', async ({ listeners }) => {
        const current = await listeners.get(listener.id)
        if (current === undefined) throw new Superseded()
        if (current.webhook !== undefined) return current
        await listeners.put({ ...current, webhook })
        return { ...current, webhook }
      })
      return { listener: stored, secrets: await open(stored) }
    },
    urlOf(opened) {
      return knownUrlOf(opened) ?? refuse(opened.listener)
    },
  }
}

export function assertReachable(
  publicUrl: string | undefined,
  listener: Pick<Listener, 'operation' | 'callbackUrl'>,
): void {
  if (publicUrl === undefined && listener.callbackUrl === undefined) refuse(listener)
}

function refuse({ operation }: Pick<Listener, 'operation'>): never {
  throw argumentInvalid(`Nothing says where services reach this kernel, and "${operation}" is a webhook.`, {
    hint: "Say where kernel.handle is mounted: createKernel({ publicUrl: 'https://app.example.com/jackfield' }), or give the listener a callbackUrl.",
  })
}

export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** `lis_….token`, as it stands in a URL. */
export function splitAddress(address: string): { readonly id: ListenerId; readonly token: string } | null {
  const dot = address.indexOf('.')
  return dot <= 0 ? null : { id: address.slice(0, dot) as ListenerId, token: address.slice(dot + 1) }
}
