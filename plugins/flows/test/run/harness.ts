import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Clock,
  type Connector,
  type ExtensionHost,
  type Json,
  type KernelEvents,
  type Log,
  type Operation,
  type RunCall,
  revisionId,
  type Started,
  type Store,
  sqlite,
  type Tables,
} from '@jackfield/core'
import { onTestFinished } from 'vitest'
import { type FlowsApi, type FlowsOptions, flows } from '../../src/index.ts'
import { stock, tracker } from '../fixtures/connectors.ts'

/** What the services do with a call; `times` counts the calls of the step and item so far, from 1. */
export interface Script {
  invoke?(call: RunCall, times: number): Json | Promise<Json>
  confirm?(call: RunCall): Json | Promise<Json>
}

/** Where the process dies: at the nth transaction of a label, before it or after its commit. */
export interface Death {
  readonly label: string
  readonly when: 'before' | 'after'
  readonly nth?: number
}

export type Told = { [Name in keyof KernelEvents]: { readonly name: Name } & KernelEvents[Name] }[keyof KernelEvents]

/** One process: the extension on a store, with services that follow a script. */
export interface Process {
  readonly api: FlowsApi
  readonly started: Started<FlowsApi>
  readonly store: Store
  readonly told: Told[]
  /** Labels of the transactions that were committed. */
  readonly committed: string[]
  readonly slept: number[]
  /** Resolves when the process has died. */
  readonly dead: Promise<void>
  event(id: string, data: Json, flow?: string): Promise<void>
  /** Resolves when no run is pending or running. */
  settled(): Promise<void>
  close(): Promise<void>
}

export interface World {
  readonly calls: RunCall[]
  readonly confirms: RunCall[]
  start(options?: StartOptions): Promise<Process>
}

export interface StartOptions extends FlowsOptions {
  readonly script?: Script
  readonly death?: Death
  /** The label of transactions whose commit is answered late, as over a network. */
  readonly late?: string
  readonly now?: () => number
}

class Died extends Error {}

export const organisation = 'pune'
export const connections = { tracker: 'con_tracker', stock: 'con_stock' } as never

/** A store's file and services that outlive the processes on them. */
export function createWorld(): World {
  const folder = mkdtempSync(join(tmpdir(), 'flows-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const calls: RunCall[] = []
  const confirms: RunCall[] = []
  return {
    calls,
    confirms,
    async start({ script = {}, death, late, now, ...options } = {}) {
      const provider = sqlite(join(folder, 'flows.db'))
      const inner = await provider.open()
      await addConnections(inner)
      const mortal = mortalStore(inner, death, late)
      const told: Told[] = []
      const slept: number[] = []
      const host = hostOver(mortal, { script, calls, confirms, told, clock: quickClock(slept, now) })
      const extension = flows(options)
      const started = (await extension.start?.(host)) as Started<FlowsApi>
      await started.ready?.()
      let closed = false
      const close = async () => {
        if (closed) return
        closed = true
        if (!mortal.isGone()) await started.stop?.()
        await inner[Symbol.asyncDispose]()
      }
      onTestFinished(close)
      return {
        api: started.api,
        started,
        store: inner,
        told,
        committed: mortal.committed,
        slept,
        dead: mortal.dead,
        event: (id, data, flow = 'restock') => deliver(mortal, started, { id, data, flow }),
        settled: () => settled(inner),
        close,
      }
    },
  }
}

async function deliver(
  store: Store,
  { runner }: Started<FlowsApi>,
  { id, data, flow }: { id: string; data: Json; flow: string },
): Promise<void> {
  const operation = 'production-tracker.orderCompleted'
  const receivedAt = new Date(0).toISOString()
  await store.transaction('hand-off', async (tables) =>
    runner?.accept(
      { id, listener: 'lis_1' as never, organisation, dependent: flow, operation, data, receivedAt },
      tables,
    ),
  )
  runner?.wake()
}

async function settled(store: Store): Promise<void> {
  for (;;) {
    const runs = await store.tables.records.list('flows/run')
    const going = runs.filter(({ data }) => /pending|running/.test(String((data as { state: string }).state)))
    if (going.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

async function addConnections(store: Store): Promise<void> {
  if ((await store.tables.connections.list()).length > 0) return
  for (const [id, connector] of [
    ['con_tracker', tracker.id],
    ['con_stock', stock.id],
  ] as const)
    await store.tables.connections.insert(
      {
        id: id as never,
        organisation,
        connector,
        scheme: null,
        settings: {},
        derived: {},
        grants: [],
        status: 'ready',
      },
      null,
    )
}

interface Mortal extends Store {
  readonly committed: string[]
  readonly dead: Promise<void>
  isGone(): boolean
}

/** Once it is dead, nothing that is asked of the store comes back any more: as for a process that was killed. */
function mortalStore(store: Store, death: Death | undefined, late: string | undefined): Mortal {
  const { promise: dead, resolve: die } = Promise.withResolvers<void>()
  const never = new Promise<never>(() => undefined)
  const committed: string[] = []
  let gone = false
  let seen = 0
  const dies = (label: string, when: Death['when']) => {
    if (death === undefined || death.label !== label || death.when !== when || ++seen < (death.nth ?? 1)) return false
    gone = true
    die()
    return true
  }
  return {
    tables: store.tables,
    committed,
    dead,
    isGone: () => gone,
    async transaction(label, work) {
      if (gone || dies(label, 'before')) return never
      const value = await store
        .transaction(label, (tables) => work(tables))
        .catch((error: unknown) => {
          if (gone) throw new Died()
          throw error
        })
      committed.push(label)
      if (label === late) await new Promise((resolve) => setTimeout(resolve, 100))
      return dies(label, 'after') || gone ? never : value
    },
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
}

/** Sleeping takes no time, but time goes on. */
function quickClock(slept: number[], now: () => number = Date.now): Clock {
  let ahead = 0
  return {
    now: () => now() + ahead,
    async sleep(milliseconds, signal) {
      if (milliseconds === 3_000) return waitFor(signal)
      signal?.throwIfAborted()
      slept.push(milliseconds)
      ahead += milliseconds
    },
  }
}

/** The patience at closing is real. */
function waitFor(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, 150)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    })
  })
}

interface Hosting {
  readonly script: Script
  readonly calls: RunCall[]
  readonly confirms: RunCall[]
  readonly told: Told[]
  readonly clock: Clock
}

const connectors: readonly Connector[] = [tracker, stock]

function hostOver(store: Store, { script, calls, confirms, told, clock }: Hosting): ExtensionHost {
  return {
    store,
    clock,
    log: silent,
    confirmAfter: undefined,
    emit: (name, event) => void told.push({ name, ...event } as Told),
    async connector(_organisation, id) {
      const model = connectors.find((one) => one.id === id)
      return model && { revision: revisionId('r1'), model }
    },
    async putDependent({ dependent, usages, complete }, tables) {
      await tables.dependents.put({ ...dependent, owner: 'flows', complete })
      await tables.usages.replace(dependent.organisation, dependent.id, usages)
    },
    removeDependent: (from, id, tables) => tables.dependents.remove(from, id),
    async basis(from, dependent, tables: Tables) {
      const stored = await tables.dependents.get(from, dependent)
      const usages = await tables.usages.of(from, dependent)
      const revisions = Object.fromEntries(usages.map(({ operation }) => [operation, revisionId('r1')]))
      return { edition: stored?.edition ?? '', revisions }
    },
    assertListenable: async () => undefined,
    listenerUrl: async () => undefined,
    async describe({ operation }) {
      throw new Error(`Nothing describes "${operation}".`)
    },
    async operation(name): Promise<Operation> {
      const [connector = '', operation = ''] = name.split('.')
      const found = connectors.find((one) => one.id === connector)?.operations[operation]
      if (found === undefined) throw new Error(`no ${name}`)
      return found
    },
    async invoke(call) {
      calls.push(call)
      const times = calls.filter((one) => one.idempotencyKey === call.idempotencyKey).length
      const output = (await script.invoke?.(call, times)) ?? { done: call.step }
      return { output }
    },
    async confirm(call) {
      confirms.push(call)
      return (await script.confirm?.(call)) ?? null
    },
    listen: async () => 'lis_1' as never,
  }
}

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} }

/** `{ trigger, steps }` of a flow as its document, with the connections that the world has. */
export function document(steps: readonly object[], rest: object = {}): string {
  return JSON.stringify({
    flow: 1,
    id: 'restock',
    connections: { tracker: 'production-tracker', stock: 'zoho-inventory' },
    trigger: { operation: 'production-tracker.orderCompleted', connection: 'tracker' },
    steps: steps.map((step) => ({
      operation: 'zoho-inventory.note',
      connection: 'stock',
      input: { sku: 'a' },
      ...step,
    })),
    ...rest,
  })
}

export const adjust = {
  id: 'adjust',
  operation: 'zoho-inventory.adjustStock',
  input: {
    itemId: '{% steps.find.item_id %}',
    quantity: '{% trigger.quantity %}',
    reference: '{% trigger.id %}',
    date: '2026-01-01',
  },
}
export const find = { id: 'find', operation: 'zoho-inventory.findItem', input: { sku: '{% trigger.sku %}' } }
