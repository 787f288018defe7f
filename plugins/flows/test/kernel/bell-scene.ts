import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import {
  createKernel,
  type Extension,
  type Held,
  type Kernel,
  type KernelEvents,
  type Store,
  sqlite,
} from '@jackfield/core'
import { vi } from 'vitest'
import { flows } from '../../src/index.ts'
import { type BellPaths, manifest } from './bell-connector.ts'

export const organisation = 'pune'

/** Where a process dies: before a transaction, or after its commit and before anything that follows. */
export interface Death {
  readonly label: string
  readonly when: 'before' | 'after'
}

const heard = ['connector:held', 'connector:changed', 'connector:ready', 'connector:removed', 'run:finished'] as const

/** A bell, and a kernel whose store is a file, so that another can take over from it. */
export class BellScene implements AsyncDisposable {
  readonly posts: string[] = []
  readonly events: { readonly name: keyof KernelEvents; readonly event: unknown }[] = []
  /** While it is set, nothing is answered to. */
  gate: Promise<void> | undefined
  death: Death | undefined
  kernel!: Kernel
  store!: Store
  readonly #rings: object[] = []
  readonly #server = createServer((request, response) => this.#answer(request, response))
  #polls = 0
  #paths: BellPaths = {}
  #dir = ''

  static async open(paths: BellPaths = {}): Promise<BellScene> {
    const scene = new BellScene()
    scene.#paths = paths
    scene.#dir = await mkdtemp(join(tmpdir(), 'jackfield flows '))
    await mkdir(join(scene.#dir, 'plugins', 'bell'), { recursive: true })
    await new Promise<void>((resolve) => scene.#server.listen(0, '127.0.0.1', resolve))
    await scene.save(1)
    await scene.#start()
    return scene
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request) body += chunk
    if (request.method === 'POST') this.posts.push(`${request.url} ${JSON.parse(body).text}`)
    else this.#polls += 1
    if (request.method === 'POST') await this.gate
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ rings: this.#rings }))
  }

  async #start(extensions: readonly Extension[] = [flows()]): Promise<void> {
    const provider = sqlite(join(this.#dir, 'state.db'))
    const on = (name: keyof KernelEvents) => (event: unknown) => void this.events.push({ name, event })
    this.kernel = await createKernel({
      plugins: [{ dir: join(this.#dir, 'plugins') }],
      extensions,
      store: { name: provider.name, open: async () => this.#dying(await provider.open()) },
      pollEvery: '20ms',
      connectTo: { 'https://bell.example.com': `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}` },
      on: Object.fromEntries(heard.map((name) => [name, on(name)])),
    })
  }

  #dying(store: Store): Store {
    this.store = {
      tables: store.tables,
      transaction: async (label, work) => {
        const dies = this.death?.label === label
        if (dies && this.death?.when === 'before') throw new Error('dead')
        const value = await store.transaction(label, work)
        if (dies) throw new Error('dead')
        return value
      },
      [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
    }
    return this.store
  }

  /** Ends the kernel and starts another one with the same store. */
  async restart(extensions?: readonly Extension[]): Promise<void> {
    await this.kernel[Symbol.asyncDispose]()
    this.death = undefined
    await this.#start(extensions)
  }

  save(version: number): Promise<void> {
    return writeFile(join(this.#dir, 'plugins', 'bell', 'connector.yaml'), manifest(version, this.#paths))
  }

  add(text: string): Promise<unknown> {
    return this.kernel.extension(flows).add(text, { organisation, connections: {} })
  }

  async document(id: string): Promise<string | undefined> {
    return (await this.kernel.extension(flows).get({ organisation, id }))?.document
  }

  /** Resolves once every flow listens: what rings from now on is new. */
  async listening(): Promise<void> {
    const before = this.#polls
    await until(() => this.#polls > before + 6)
  }

  /** Rings once every flow listens. */
  async ring(id: string): Promise<void> {
    await this.listening()
    this.ringNow(id)
  }

  /** Rings, whoever listens. */
  ringNow(id: string): void {
    this.#rings.push({ id, tone: `tone ${id}`, pitch: `pitch ${id}`, note: `note ${id}` })
  }

  /** Forgets what was posted, once it is as many. */
  async posted(count: number): Promise<readonly string[]> {
    await until(() => this.posts.length >= count)
    return this.posts.splice(0).sort()
  }

  /** The change to this version, once it is held. */
  async held(version: number): Promise<Held> {
    return vi.waitFor(
      async () => {
        const all = await this.kernel.changes.list({ organisation })
        const found = all.find(({ report }) => report.revision === `bell ${version}.0.0`)
        if (found === undefined) throw new Error(`Version ${version} is not held.`)
        return found
      },
      { timeout: 15_000, interval: 10 },
    )
  }

  /** The version of the bell that the organisation has. */
  serving(): string | undefined {
    return this.kernel.catalogue.list({ organisation }).find(({ id }) => id === 'bell')?.version
  }

  /** The versions of the bell that are in the store. */
  async kept(): Promise<readonly string[]> {
    const database = new DatabaseSync(join(this.#dir, 'state.db'), { readOnly: true })
    try {
      const rows = database.prepare('select data from revisions').all()
      return rows.map(({ data }) => JSON.parse(String(data)).version as string).sort()
    } finally {
      database.close()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kernel[Symbol.asyncDispose]()
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
    await rm(this.#dir, { recursive: true })
  }
}

function until(isSo: () => boolean): Promise<unknown> {
  return vi.waitUntil(isSo, { timeout: 15_000, interval: 5 })
}
