import type { Http, HttpOptions, Services } from '../../invoke/index.ts'
import type { Json } from '../../model/index.ts'
import { toBase64 } from './base64.ts'
import { answerOf, type WrittenAnswer } from './guest-answer.ts'

export interface GuestServicesOptions {
  ask(service: string, ...args: unknown[]): Promise<Json | undefined>
  log(level: string, message: unknown, fields: unknown): void
  now(): number
  readonly signal: AbortSignal
  readonly idempotencyKey: string
}

/** The services of a call as its function sees them, made of messages. */
export function guestServices({ ask, log, now, signal, idempotencyKey }: GuestServicesOptions): Services {
  const line = (level: string) => (message: string, fields?: unknown) => log(level, String(message), fields ?? null)
  const verb = (name: string) => async (path: string, options?: HttpOptions) =>
    answerOf(
      (await ask('http', name, path, written(options))) as unknown as WrittenAnswer,
      `${name.toUpperCase()} ${path}`,
    )
  const http: Http = {
    get: verb('get'),
    head: verb('head'),
    post: verb('post'),
    put: verb('put'),
    patch: verb('patch'),
    delete: verb('delete'),
  }
  return {
    http,
    log: { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') },
    storage: {
      get: (key) => ask('storage.get', key),
      put: async (key, value) => void (await ask('storage.put', key, value)),
      remove: async (key) => void (await ask('storage.remove', key)),
    },
    clock: { now, sleep: (time, stop) => sleep(ask, time, stop) },
    signal,
    idempotencyKey,
  }
}

async function sleep(ask: GuestServicesOptions['ask'], time: number, stop?: AbortSignal): Promise<void> {
  stop?.throwIfAborted()
  const slept = ask('clock.sleep', time)
  if (stop === undefined) return void (await slept)
  const stopped = Promise.withResolvers<never>()
  const abort = (): void => stopped.reject(stop.reason)
  stop.addEventListener('abort', abort, { once: true })
  await Promise.race([slept, stopped.promise]).finally(() => stop.removeEventListener('abort', abort))
}

/** Bytes have a place of their own, since JSON has none. */
function written(options: HttpOptions | undefined): object | null {
  if (options === undefined || options === null) return null
  const { body, ...rest } = options
  if (body === undefined) return rest
  return typeof body === 'string' ? { ...rest, body } : { ...rest, bytes: toBase64(body) }
}
