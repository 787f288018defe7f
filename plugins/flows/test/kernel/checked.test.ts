import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKernel, type Kernel, type KernelEvents, type Store, type StoreProvider, sqlite } from '@jackfield/core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { flows } from '../../src/index.ts'
import { manifest, reply } from './bell-connector.ts'

const organisation = 'pune'

let dir: string
let kernel: Kernel
let opened: Store
const held: KernelEvents['connector:held'][] = []
const changed: KernelEvents['connector:changed'][] = []
const waiting = new Map<string, (goOn: () => void) => void>()

/** The next transaction of this label waits where it is about to begin; resolves with what lets it go on. */
const stop = (label: string) => new Promise<() => void>((reached) => waiting.set(label, reached))

const store: StoreProvider = {
  name: 'gated',
  async open() {
    opened = await sqlite(':memory:').open()
    return {
      tables: opened.tables,
      async transaction(label, work) {
        const reached = waiting.get(label)
        waiting.delete(label)
        if (reached !== undefined) await new Promise<void>((goOn) => reached(goOn))
        return opened.transaction(label, work)
      },
      [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
    }
  },
}

const save = (version: 1 | 2) => writeFile(join(dir, 'bell', 'connector.yaml'), manifest(version, { paths: 'kept' }))
const add = (id: string) => kernel.extension(flows).add(reply(id, 'tone'), { organisation, connections: {} })

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'jackfield checked '))
  held.length = 0
  changed.length = 0
  waiting.clear()
  await mkdir(join(dir, 'bell'))
  await save(1)
  const on = {
    'connector:held': (event: KernelEvents['connector:held']) => void held.push(event),
    'connector:changed': (event: KernelEvents['connector:changed']) => void changed.push(event),
  }
  kernel = await createKernel({ plugins: [{ dir }], extensions: [flows()], store, on, pollEvery: '1h' })
})

afterEach(async () => {
  await kernel[Symbol.asyncDispose]()
  await rm(dir, { recursive: true })
})

it('checks a flow anew when a breaking revision goes live before it is bound', async () => {
  const reached = stop('flow')
  const adding = add('reply')
  const goOn = await reached
  await save(2)
  await expect.poll(() => changed.length).toBe(1)
  goOn()
  expect(await adding).toMatchObject({ warnings: [{ message: expect.stringContaining('tone') }] })
  const bindings = await opened.tables.bindings.ofConnector('bell')
  expect(new Set(bindings.map(({ revision }) => revision))).toEqual(new Set([changed[0]?.revision]))
})

it('holds the revision when the flow is bound first', async () => {
  const reached = stop('stage')
  await save(2)
  const goOn = await reached
  await add('reply')
  goOn()
  await expect.poll(() => held.length).toBe(1)
  expect(held[0]?.change.report.verdict).toBe('broken')
})

it('refuses an approval that a flow was added under, unless it comes corrected', async () => {
  await add('reply')
  await save(2)
  await expect.poll(() => held.length).toBe(1)
  const id = held[0]?.change.id as never
  const corrected = (name: string) => ({
    id: name,
    document: reply(name, 'tone').replace('trigger.tone', 'trigger.pitch'),
  })
  const reached = stop('approve')
  const approving = kernel
    .approve(id, { by: 'asha', dependents: [corrected('reply')] })
    .catch((error: unknown) => error)
  const goOn = await reached
  await add('second')
  goOn()
  expect(await approving).toMatchObject({ code: 'approval-refused', message: expect.stringContaining('"second"') })
  expect(await kernel.changes.list({ organisation })).toMatchObject([{ id, state: 'held' }])
  await kernel.approve(id, { by: 'asha', dependents: [corrected('reply'), corrected('second')] })
  const bindings = await opened.tables.bindings.ofConnector('bell')
  expect(new Set(bindings.map(({ revision }) => revision))).toEqual(new Set([held[0]?.change.revision]))
})
