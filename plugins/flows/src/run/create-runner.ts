import type { Clock, ExtensionHost, RevisionId, Runner, Tables, TriggerEvent } from '@jackfield/core'
import { errors } from '@jackfield/core'
import type { FlowDocument } from '../document/index.ts'
import type { ExpressionLimits } from '../expression/index.ts'
import { executeRun } from './execute-run.ts'
import { flowStore } from './flow-store.ts'
import type { Run, RunState } from './run-record.ts'
import type { RunRoom } from './run-room.ts'
import { swapDocument } from './swap-document.ts'

/** How long a call that is under way when the kernel closes may take to end, in milliseconds. */
const grace = 3_000

export interface FlowRunner extends Runner {
  /** Takes up what a crash or a stop left, and everything that waits to begin. */
  resume(): Promise<void>
  /** Resolves when nothing runs any more; what was under way is taken up at the next start. */
  stop(): Promise<void>
}

export interface RunnerOptions {
  readonly host: ExtensionHost
  /** How many runs go on at once. */
  readonly atOnce: number
  readonly limits: ExpressionLimits
  /** Reads a stored document; it was checked when it was added. */
  parse(flow: string, text: string): FlowDocument
}

export function createRunner({ host, atOnce, limits, parse }: RunnerOptions): FlowRunner {
  const closing = new AbortController()
  const cutting = new AbortController()
  const underWay = new Map<string, Promise<void>>()
  const letGoOn = new Set<string>()
  const documents = new Map<string, FlowDocument>()
  const room: RunRoom = { host, limits, closing: closing.signal, cutting: cutting.signal, document }
  let looking: Promise<void> | undefined
  let lookAgain = false

  async function document({ organisation, flow, edition }: Run): Promise<FlowDocument> {
    const key = `${organisation}/${flow}/${edition}`
    const known = documents.get(key)
    if (known !== undefined) return known
    const text = await flowStore.document(host.store.tables, { organisation, flow, edition })
    if (text === undefined)
      throw errors.dependentUnknown(`Edition ${edition} of the flow "${flow}" is not in the store.`)
    const read = parse(flow, text)
    documents.set(key, read)
    return read
  }

  /** A run that was let go on while it was still ending is taken up when it has ended. */
  function begin(run: string): void {
    if (closing.signal.aborted) return
    if (underWay.has(run)) return void letGoOn.add(run)
    const work = executeRun(room, run)
      .catch((error: unknown) => host.log.error(`Run ${run} could not go on.`, { error }))
      .finally(() => {
        underWay.delete(run)
        if (letGoOn.delete(run)) begin(run)
        wake()
      })
    underWay.set(run, work)
  }

  async function look(): Promise<void> {
    do {
      lookAgain = false
      const free = atOnce - underWay.size
      if (free <= 0 || closing.signal.aborted) return
      const pending = await flowStore.runs(host.store.tables, 'pending', atOnce * 2)
      for (const run of pending.filter(({ id }) => !underWay.has(id)).slice(0, free)) begin(run.id)
    } while (lookAgain)
  }

  function wake(): void {
    lookAgain = true
    looking ??= look()
      .catch((error: unknown) => host.log.error('Looking for runs failed.', { error }))
      .finally(() => {
        looking = undefined
      })
  }

  return {
    accept: (event, tables) => accept(host, event, tables),
    wake,
    swap: (swap, tables) => swapDocument({ host, parse }, swap, tables),
    revisions,
    async resume() {
      for (const run of await flowStore.runs(host.store.tables, 'running')) begin(run.id)
      wake()
    },
    async stop() {
      closing.abort()
      await looking
      const ended = Promise.all(underWay.values())
      await ending(ended, host.clock)
      cutting.abort()
      await ended
    },
  }
}

const unended: readonly RunState[] = ['pending', 'running', 'waiting']

/** What runs that have not ended began with (Law 3). */
async function revisions(tables: Tables): Promise<ReadonlySet<RevisionId>> {
  const runs = await Promise.all(unended.map((state) => flowStore.runs(tables, state)))
  return new Set(runs.flat().flatMap((run) => Object.values(run.revisions)))
}

/** Waits for it, but not longer than is graceful. */
async function ending(ended: Promise<unknown>, clock: Clock): Promise<void> {
  const over = new AbortController()
  const patience = clock.sleep(grace, over.signal).catch(() => undefined)
  await Promise.race([ended, patience])
  over.abort()
}

/** Writes the run with all that it begins with; the same event is one run. */
async function accept(host: ExtensionHost, event: TriggerEvent, tables: Tables): Promise<void> {
  const { organisation, dependent: flow } = event
  const id = `run_${event.id}`
  if ((await flowStore.run(tables, id)) !== undefined) return
  const stored = await flowStore.flow(tables, organisation, flow)
  if (stored === undefined) throw errors.dependentUnknown(`"${organisation}" has no flow "${flow}".`)
  const { edition, revisions } = await host.basis(organisation, flow, tables)
  const moment = { now: host.clock.now(), random: Math.random() }
  const { connections } = stored
  await flowStore.putRun(tables, {
    id,
    organisation,
    flow,
    edition,
    revisions,
    connections,
    event,
    moment,
    state: 'pending',
  })
}
