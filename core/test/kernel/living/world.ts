import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createKernel, type HeldId, type Kernel, type Store, sqlite } from '../../../src/index.ts'
import { extension, manifestOf, type Version } from './bells.ts'
import type { Deed } from './deed.ts'
import { desk } from './desk.ts'

/** Where a process dies: before a transaction, or after its commit and before anything that follows. */
export interface Death {
  readonly label: string
  readonly when: 'before' | 'after'
}

/** A folder with a bell, a service that says which path was called, and kernels one after the other. */
export class World implements AsyncDisposable {
  readonly told = new Map<HeldId, number>()
  readonly errors: string[] = []
  kernel!: Kernel
  #death: Death | undefined
  #dir = ''
  readonly #server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    const fields = ['1', '2', '3', '4'].map((major) => [`field${major}`, request.url])
    response.end(JSON.stringify(Object.fromEntries(fields)))
  })

  static async open({ isExtended }: { readonly isExtended: boolean }): Promise<World> {
    const world = new World()
    world.#dir = await mkdtemp(join(tmpdir(), 'jackfield living '))
    await mkdir(join(world.#dir, 'plugins', 'more'), { recursive: true })
    if (isExtended) await writeFile(join(world.#dir, 'plugins', 'more', 'connector.yaml'), extension)
    await new Promise<void>((resolve) => world.#server.listen(0, '127.0.0.1', resolve))
    await world.start()
    return world
  }

  get state(): string {
    return join(this.#dir, 'state.db')
  }

  get #plugins(): string {
    return join(this.#dir, 'plugins')
  }

  async start(death?: Death): Promise<void> {
    this.#death = death
    const provider = sqlite(this.state)
    this.kernel = await createKernel({
      plugins: [{ dir: this.#plugins }],
      extensions: [desk()],
      store: { name: provider.name, open: async () => this.#dying(await provider.open()) },
      connectTo: { 'https://bell.example.com': `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}` },
      on: { 'connector:held': ({ change }) => void this.told.set(change.id, (this.told.get(change.id) ?? 0) + 1) },
      log: { ...silent, error: (message, details) => this.#complain(message, details) },
    })
  }

  #complain(message: string, details: unknown): void {
    if (this.#death === undefined) this.errors.push(`${message} ${JSON.stringify(details)}`)
  }

  stop(): Promise<void> {
    return Promise.resolve(this.kernel[Symbol.asyncDispose]())
  }

  /** From now on the kernel that runs dies there. */
  dieAt(death: Death): void {
    this.#death = death
  }

  #dying(store: Store): Store {
    return {
      tables: store.tables,
      transaction: async (label, work) => {
        const dies = this.#death?.label === label
        if (dies && this.#death?.when === 'before') throw new Error('dead')
        const value = await store.transaction(label, work)
        if (dies) throw new Error('dead')
        return value
      },
      [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
    }
  }

  /** In a process of its own, while none of ours runs; answers whether it came to be killed. */
  kill({ label, when }: Death, deed?: Deed): boolean {
    const env = { PLUGINS: this.#plugins, STATE: this.state, LABEL: label, WHEN: when }
    const child = spawnSync(process.execPath, [fileURLToPath(new URL('killed.ts', import.meta.url))], {
      env: { ...process.env, ...env, DEED: deed === undefined ? '' : JSON.stringify(deed) },
      timeout: 60_000,
    })
    if (child.signal === 'SIGKILL') return true
    if (child.status !== 0) throw new Error(child.stderr.toString())
    return false
  }

  /** `null`: the folder is gone; `broken`: it can't be read. */
  async put(file: Version | 'broken' | null): Promise<void> {
    const folder = join(this.#plugins, 'bell')
    if (file === null) return rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'connector.yaml'), file === 'broken' ? 'jackfield: [' : manifestOf(file))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
    await rm(this.#dir, { recursive: true })
  }
}

const silent = { debug() {}, info() {}, warn() {}, error() {} }
