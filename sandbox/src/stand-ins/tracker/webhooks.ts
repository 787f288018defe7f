import { createHmac } from 'node:crypto'
import type { NumberedLog } from '../serving/index.ts'

/** A subscription as the tracker keeps it. */
export interface TrackerWebhook {
  readonly id: string
  readonly url: string
  readonly events: readonly string[]
}

/** One attempt to deliver; `status` is `null` where nobody answered. */
export interface TrackerDelivery {
  readonly webhook: string
  readonly url: string
  readonly order: string
  readonly attempt: number
  readonly status: number | null
}

export interface WebhooksOptions {
  readonly now: () => number
  readonly deliveries: NumberedLog<TrackerDelivery>
}

/** So often it is tried, with a longer rest each time. */
const attempts = 20
const rest = 100

/**
 * Calls each subscriber for each completed order, signed as `X-Tracker-Signature: t=<seconds>,v1=<hex HMAC-SHA256 of
 * "seconds.body">`, and again until it answers 2xx or 410.
 */
export class Webhooks {
  readonly #subscribed = new Map<string, TrackerWebhook & { readonly secret: string }>()
  readonly #options: WebhooksOptions
  readonly #stop = new AbortController()
  #last = 0
  #held: PromiseWithResolvers<void> | undefined

  constructor(options: WebhooksOptions) {
    this.#options = options
  }

  /** A text says what is wrong. */
  subscribe(wanted: unknown): TrackerWebhook | string {
    const { url, secret, events } = (wanted ?? {}) as Record<string, unknown>
    if (typeof url !== 'string' || !/^https?:$/.test(URL.parse(url)?.protocol ?? '')) return 'url must be absolute'
    if (typeof secret !== 'string' || secret.length < 16) return 'secret must be 16 characters or more'
    if (!Array.isArray(events) || !events.every((event) => event === 'order.completed'))
      return 'events must be an array of order.completed'
    this.#last += 1
    const webhook = { id: `wh-${this.#last}`, url, events: events as string[] }
    this.#subscribed.set(webhook.id, { ...webhook, secret })
    return webhook
  }

  unsubscribe(id: string): boolean {
    return this.#subscribed.delete(id)
  }

  list(): TrackerWebhook[] {
    return [...this.#subscribed.values()].map(({ id, url, events }) => ({ id, url, events }))
  }

  /** Tells every subscriber, without waiting for them. */
  completed(order: Record<string, unknown>): void {
    for (const { id } of this.#subscribed.values()) void this.#deliver(id, order)
  }

  /** What is completed from now on is told only once it is released. */
  hold(): void {
    this.#held ??= Promise.withResolvers()
  }

  release(): void {
    this.#held?.resolve()
    this.#held = undefined
  }

  close(): void {
    this.#stop.abort()
    this.release()
  }

  async #deliver(id: string, order: Record<string, unknown>): Promise<void> {
    await this.#held?.promise
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const subscribed = this.#subscribed.get(id)
      if (subscribed === undefined || this.#stop.signal.aborted) return
      const status = await this.#post(subscribed, { event: 'order.completed', order })
      this.#options.deliveries.add({ webhook: id, url: subscribed.url, order: String(order.id), attempt, status })
      if (status === 410) this.#subscribed.delete(id)
      if (status === 410 || (status !== null && status >= 200 && status < 300)) return
      await this.#rest(rest * attempt)
    }
  }

  async #post({ url, secret }: TrackerWebhook & { readonly secret: string }, payload: object): Promise<number | null> {
    const body = JSON.stringify(payload)
    const seconds = Math.floor(this.#options.now() / 1000)
    const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
    const headers = { 'content-type': 'application/json', 'x-tracker-signature': `t=${seconds},v1=${signature}` }
    const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(5000)])
    try {
      return (await fetch(url, { method: 'POST', body, headers, signal })).status
    } catch {
      return null
    }
  }

  #rest(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, milliseconds)
      this.#stop.signal.addEventListener('abort', done, { once: true })
      function done(): void {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
