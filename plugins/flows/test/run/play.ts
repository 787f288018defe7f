import type { Json } from '@jackfield/core'
import { document } from './documents.ts'
import { connections, createWorld, organisation, type Process, type StartOptions, type World } from './harness.ts'

export const lines = [
  { sku: 'a', qty: 1 },
  { sku: 'b', qty: 0 },
  { sku: 'c', qty: 3 },
]

/** A flow that ran once. */
interface Ran {
  readonly world: World
  readonly process: Process
  readonly run: { readonly id: string; readonly state: string; readonly message?: string; readonly step?: string }
  inputs(step: string): Json[]
}

/** Adds a flow with these steps, gives it one event, and waits until its run has ended. */
export async function play(steps: readonly object[], options: StartOptions & { data?: Json } = {}): Promise<Ran> {
  const { data = { id: 'o1', sku: 'a', quantity: 3, lines }, ...start } = options
  const world = createWorld()
  const process = await world.start(start)
  await process.api.add(document(steps), { organisation, connections })
  await process.event('e1', data)
  await process.settled()
  const [run] = await process.api.runs({ organisation })
  const inputs = (step: string) => world.calls.filter((call) => call.step === step).map(({ input }) => input as Json)
  return { world, process, run: run as Ran['run'], inputs }
}
