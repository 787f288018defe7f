import { type Json, type JsonObject, type Kernel, type TriggerEvent, valueAt } from '@jackfield/core'
import { type HostFlow, readSource } from './host-flow.ts'
import { usagesOf } from './usages-of.ts'

/** A flow engine of a few lines, which is not Jackfield's. */
export interface Engine {
  /** Takes the flow up, or its new edition. */
  start(flow: HostFlow): Promise<void>
}

export interface EngineOptions {
  readonly organisation: string
  /** Told of each run with what its steps answered. */
  done(flow: string, results: Readonly<Record<string, Json>>): void
}

export function createEngine(kernel: Kernel, { organisation, done }: EngineOptions): Engine {
  return {
    async start(flow) {
      const { id, edition, title, trigger } = flow
      await kernel.usages.put({ organisation, id, edition, title }, usagesOf(flow), { complete: true })
      await kernel.listen({
        ...trigger,
        dependent: id,
        // The event comes again, with the same id, until this resolves.
        deliver: async (event) => done(id, await run(kernel, flow, event)),
      })
    },
  }
}

/** Calls each step by the revision that the flow is bound to, whatever is live for others meanwhile. */
async function run(kernel: Kernel, flow: HostFlow, event: TriggerEvent): Promise<Readonly<Record<string, Json>>> {
  const results: Record<string, Json> = { trigger: event.data }
  for (const { id, operation, connection, input } of flow.steps) {
    const { output } = await kernel.invoke(operation, {
      connection,
      dependent: flow.id,
      step: id,
      idempotencyKey: `${event.id}/${id}`,
      input: evaluate(input, results),
    })
    results[id] = output
  }
  return results
}

function evaluate(input: Readonly<Record<string, string>>, results: Readonly<Record<string, Json>>): JsonObject {
  return Object.fromEntries(
    Object.entries(input).map(([field, source]) => {
      const { step, path } = readSource(source)
      const value = valueAt(results[step] ?? null, path)
      if (value === undefined) throw new Error(`${source} has no value.`)
      return [field, value]
    }),
  )
}
