import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Json, type RunCall, type Started, type Store, sqlite } from '@jackfield/core'
import { onTestFinished } from 'vitest'
import { type FlowsApi, type FlowsOptions, flows } from '../../src/index.ts'
import { stock, tracker } from '../fixtures/connectors.ts'
import { hostOver, type Script, type Told } from './host-over.ts'
import { type Death, mortalStore } from './mortal-store.ts'
import { quickClock } from './quick-clock.ts'

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
