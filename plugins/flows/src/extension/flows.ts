import {
  defineExtension,
  type ExtensionFactory,
  type ExtensionHost,
  errors,
  type Started,
  type Tables,
} from '@jackfield/core'
import { readFlow } from '../document/index.ts'
import { defaultLimits } from '../expression/index.ts'
import { createRunner, type FlowRunner, flowStore } from '../run/index.ts'
import { flowReader } from '../usage/index.ts'
import { addFlow } from './add-flow.ts'
import { decide } from './decide.ts'
import type { FlowKey, FlowsApi, FlowsOptions } from './flows-api.ts'
import { guard } from './guard.ts'
import { resumeRun } from './resume-run.ts'

/**
 * Flow documents: read, bound, run step by step, and known field by field to impact reports.
 *
 * @example
 * ```ts
 * import { createKernel, sqlite } from '@jackfield/core'
 * import { flows } from '@jackfield/flows'
 *
 * await using kernel = await createKernel({ extensions: [flows()], store: sqlite(':memory:') })
 * console.log(await kernel.extension(flows).list({ organisation: 'pune' }))
 * ```
 */
export const flows: ExtensionFactory<FlowsApi, [options?: FlowsOptions]> = defineExtension(
  'flows',
  (options: FlowsOptions = {}) => ({
    usageReaders: [flowReader()],
    start: (host) => start(host, options),
  }),
)

function start(host: ExtensionHost, { runsAtOnce = 8, expressions }: FlowsOptions): Started<FlowsApi> {
  if (!(Number.isInteger(runsAtOnce) && runsAtOnce > 0))
    throw errors.argumentInvalid(`flows: runsAtOnce can't be ${JSON.stringify(runsAtOnce)}.`, {
      hint: 'Give how many runs go on at once: 1 or more.',
    })
  const limits = { ...defaultLimits, ...expressions }
  const runner = createRunner({ host, atOnce: runsAtOnce, limits, parse })
  let closed = false
  const api = guard(apiOf(host, runner), () => closed)
  async function stop(): Promise<void> {
    closed = true
    await runner.stop()
  }
  return { api, runner, ready: runner.resume, stop }
}

/** A document that was checked when it was added. */
function parse(id: string, text: string) {
  const { flow, problems } = readFlow(id, text)
  if (flow === undefined) throw errors.dependentInvalid(`The stored document of "${id}" can't be read.`, { problems })
  return flow
}

function apiOf(host: ExtensionHost, runner: FlowRunner): FlowsApi {
  const { tables } = host.store
  return {
    add: (document, options) =>
      addFlow(host, typeof document === 'string' ? document : JSON.stringify(document, null, 2), options),
    list: ({ organisation }) => flowStore.flows(tables, organisation),
    async get({ organisation, id }) {
      const flow = await flowStore.flow(tables, organisation, id)
      if (flow === undefined) return undefined
      const document = await flowStore.document(tables, { organisation, flow: id, edition: flow.edition })
      return { ...flow, document: document ?? '' }
    },
    remove: (key) => host.store.transaction('flow', (transaction) => remove(host, key, transaction)),
    async runs({ organisation, flow, state }) {
      const runs = await flowStore.runs(tables, state)
      return runs.filter((run) => run.organisation === organisation && (flow === undefined || run.flow === flow))
    },
    async journal(run) {
      if ((await flowStore.run(tables, run)) === undefined) throw errors.dependentUnknown(`There is no run "${run}".`)
      return (await flowStore.journal(tables, run)).map(({ step, item, state }) => ({ step, item, state }))
    },
    async decide(run, decision) {
      const event = await host.store.transaction('decide', (transaction) => decide(transaction, run, decision))
      if (event !== null) host.emit('run:step', event)
      await runner.resume()
    },
    async resume(run) {
      await host.store.transaction('decide', (transaction) => resumeRun(transaction, run))
      await runner.resume()
    },
  }
}

async function remove(host: ExtensionHost, { organisation, id }: FlowKey, tables: Tables): Promise<void> {
  if ((await flowStore.flow(tables, organisation, id)) === undefined)
    throw errors.dependentUnknown(`"${organisation}" has no flow "${id}".`)
  await host.removeDependent(organisation, id, tables)
  await flowStore.removeFlow(tables, organisation, id)
}
