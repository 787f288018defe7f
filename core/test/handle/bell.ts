import { createHmac } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type ConnectionId,
  createKernel,
  type JsonObject,
  type Kernel,
  type KernelEvents,
  type KernelOptions,
  keyFile,
  type Listening,
  type StoreProvider,
  sqlite,
  type TriggerEvent,
} from '../../src/index.ts'
import { startService, type WebService } from './web-service.ts'

export const organisation = 'pune'
export const publicUrl = 'https://app.example.com/jackfield'
export const key = 'planted-secret-service-key'

/** The usual webhook of these tests; a part may be another. */
export interface Manifest {
  readonly webhook?: string
  /** Instead of a webhook. */
  readonly poll?: string
  readonly input?: string
  readonly server?: string
}

const usual = `
      subscribe:
        http: POST /hooks
        body: { url: '{webhook.url}', secret: '{webhook.secret}', for: '{input.line}' }
        keep: { id: /id }
      unsubscribe: { http: 'DELETE /hooks/{id}' }
      verify: { hmac: { algorithm: sha256, header: X-Signature, format: 'sha256={signature}', secret: generated } }
      where: { /event: completed }
      items: /order
      dedupe: { key: [/id], window: 30d }`

function manifest({
  webhook = usual,
  poll,
  input = '{ properties: { line: { type: string } } }',
  server = 'https://bell.example.com/v1',
}: Manifest = {}): string {
  return `jackfield: 1
id: bell
version: '1.0.0'
title: Bell
servers: [{ url: '${server}' }]
securitySchemes:
  key: { type: apiKey, in: header, name: X-Api-Key }
triggers:
  completed:
    title: Order completed
    input: ${input}
    ${poll === undefined ? `webhook:${webhook}` : `poll:${poll}`}
    output: { type: object, required: [id], properties: { id: { type: string } } }
`
}

/** A kernel with one connector whose trigger a service on loopback calls, and a folder that outlives the kernel. */
export interface Bell extends AsyncDisposable {
  readonly dir: string
  readonly service: WebService
  readonly events: TriggerEvent[]
  readonly failures: KernelEvents['listener:failed'][]
  readonly logged: string[]
  readonly connection: ConnectionId
  kernel: Kernel
  write(parts?: Manifest): Promise<void>
  start(options?: Partial<KernelOptions>): Promise<Kernel>
  listen(input?: JsonObject, more?: { readonly callbackUrl?: string }): Promise<Listening>
}

export interface BellOptions extends Manifest {
  readonly credentials?: Readonly<Record<string, string>>
  readonly options?: Partial<KernelOptions>
  readonly store?: (provider: StoreProvider) => StoreProvider
}

export async function openBell({
  credentials,
  options,
  store = (one) => one,
  ...parts
}: BellOptions = {}): Promise<Bell> {
  const dir = await mkdtemp(join(tmpdir(), 'jackfield bell '))
  await mkdir(join(dir, 'plugins/bell'), { recursive: true })
  let next = 0
  const service = await startService(({ method }) => {
    if (method !== 'POST') return { status: 204 }
    next += 1
    return { body: { id: `s${next}` } }
  })
  const kernels: Kernel[] = []
  const events: TriggerEvent[] = []
  const failures: KernelEvents['listener:failed'][] = []
  const logged: string[] = []
  const log = (message: string, fields?: unknown) => void logged.push(`${message} ${JSON.stringify(fields)}`)
  const bell = {
    dir,
    service,
    events,
    failures,
    logged,
    async write(changed: Manifest = {}) {
      await writeFile(join(dir, 'plugins/bell/connector.yaml'), manifest(changed))
    },
    async start(own: Partial<KernelOptions> = {}) {
      const kernel = await createKernel({
        plugins: [{ dir: join(dir, 'plugins') }],
        store: store(sqlite(join(dir, 'state.db'))),
        keyProvider: keyFile(join(dir, 'key')),
        connectTo: { 'https://bell.example.com': service.origin, 'https://moved.example.com': service.origin },
        publicUrl,
        log: { debug: () => undefined, info: log, warn: log, error: log },
        on: { 'listener:failed': (event) => void failures.push(event) },
        ...options,
        ...own,
      })
      kernels.push(kernel)
      bell.kernel = kernel
      return kernel
    },
    listen: (input: JsonObject = {}, more: { readonly callbackUrl?: string } = {}) =>
      bell.kernel.listen({
        operation: 'bell.completed',
        connection: bell.connection,
        dependent: 'desk',
        input,
        ...more,
        deliver: (event) => void events.push(event as TriggerEvent),
      }),
    async [Symbol.asyncDispose]() {
      for (const kernel of kernels) await kernel[Symbol.asyncDispose]()
      await service[Symbol.asyncDispose]()
      await rm(dir, { recursive: true, force: true })
    },
  } as unknown as Omit<Bell, 'connection' | 'kernel'> & { connection: ConnectionId; kernel: Kernel }
  await bell.write(parts)
  await bell.start()
  const made = await bell.kernel.connections.add({
    organisation,
    connector: 'bell',
    credentials: { key, ...credentials },
  })
  bell.connection = made.id
  return bell
}

export function signatureOf(secret: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}

/** A delivery as the service sends it, signed by the secret that it was told last. */
export function delivery({ service }: Pick<Bell, 'service'>, payload: unknown, more: RequestInit = {}): Request {
  const told = service.calls.findLast(({ path }) => path === '/v1/hooks')?.body as { url: string; secret: string }
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
  const headers = { 'content-type': 'application/json', 'x-signature': signatureOf(told.secret, body), ...more.headers }
  return new Request(told.url, { method: 'POST', body, ...more, headers })
}

/** The secret that the service was told last. */
export function secretOf({ service }: Pick<Bell, 'service'>): string {
  const told = service.calls.findLast(({ path }) => path === '/v1/hooks')?.body
  return (told as { secret?: string } | undefined)?.secret ?? ''
}

export const completed = (id: string, event = 'completed'): unknown => ({ event, order: { id } })
