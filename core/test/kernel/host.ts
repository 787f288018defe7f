import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'
import { createKernel, type Kernel, type KernelEvents, type KernelOptions, keyFile, sqlite } from '../../src/index.ts'
import { assertReport } from '../impact/assert-report.ts'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
export const organisation = 'pune'
export const trackerKey = 'planted-secret-tracker-key'

/** A working folder with the events of every kernel that was started in it. */
export interface Host extends AsyncDisposable {
  readonly dir: string
  readonly plugins: string
  readonly events: { readonly name: keyof KernelEvents; readonly event: unknown }[]
  start(options?: Partial<KernelOptions>): Promise<Kernel>
  /** Copies a connector of the repository into the watched folder. */
  drop(name: string, as?: string): Promise<void>
  /** Rewrites the tracker's manifest. */
  edit(change: (text: string) => string): Promise<void>
  /** The first event of that name from now on, or one that came already. */
  event<Name extends keyof KernelEvents>(
    name: Name,
    matches?: (event: KernelEvents[Name]) => boolean,
  ): Promise<KernelEvents[Name]>
  /** Names of the events so far, in order. */
  names(): string[]
}

const eventNames = [
  'connection:authorised',
  'connection:failed',
  'connector:ready',
  'connector:failed',
  'connector:changed',
  'connector:held',
  'connector:withdrawn',
  'connector:removed',
  'listener:failed',
] as const

export async function openHost(): Promise<Host> {
  const dir = await mkdtemp(join(tmpdir(), 'jackfield kernel '))
  const plugins = join(dir, 'plugins')
  await mkdir(plugins)
  const events: Host['events'] = []
  const kernels: Kernel[] = []
  const hear = (name: (typeof eventNames)[number]) => (event: unknown) => {
    if (name === 'connector:held') assertReport((event as KernelEvents[typeof name]).change.report)
    events.push({ name, event })
  }
  const on = Object.fromEntries(eventNames.map((name) => [name, hear(name)]))
  const manifest = join(plugins, 'production-tracker', 'connector.yaml')
  return {
    dir,
    plugins,
    events,
    async start(options = {}) {
      const kernel = await createKernel({
        plugins: [{ dir: plugins }],
        store: sqlite(join(dir, 'state.db')),
        keyProvider: keyFile(join(dir, 'key')),
        pollEvery: '50ms',
        on,
        ...options,
      })
      kernels.push(kernel)
      return kernel
    },
    drop: (name, as = name) => cp(join(repository, 'plugins/connectors', name), join(plugins, as), { recursive: true }),
    async edit(change) {
      await writeFile(manifest, change(await readFile(manifest, 'utf8')))
    },
    async event(name, matches = () => true) {
      const find = () => events.find((one) => one.name === name && matches(one.event as never))
      await vi.waitUntil(find, { timeout: 5000, interval: 5 })
      return find()?.event as never
    },
    names: () => events.map(({ name }) => name),
    async [Symbol.asyncDispose]() {
      for (const kernel of kernels) await kernel[Symbol.asyncDispose]()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** Connects the tracker, over a socket to `origin`. */
export function connectTracker(kernel: Kernel, key: string = trackerKey) {
  const settings = { host: 'tracker.example.com' }
  return kernel.connections.add({ organisation, connector: 'production-tracker', settings, credentials: { key } })
}
