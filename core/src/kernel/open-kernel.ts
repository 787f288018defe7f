import { assertOrganisation } from '../connect/index.ts'
import { argumentInvalid, kernelClosed } from '../errors/index.ts'
import { createHandle } from '../handle/index.ts'
import { createInvocation } from '../invoke/index.ts'
import { type OperationName, splitOperation } from '../model/index.ts'
import { createCatalogue } from '../register/index.ts'
import { approve, reject, reportNow, rollback } from '../stage/index.ts'
import { readUsages } from '../usage/index.ts'
import { type Composition, compose } from './compose.ts'
import { createHostListening } from './host-listening.ts'
import type { InvokeOptions, Kernel, KernelChanges, KernelConnections, KernelUsages } from './kernel.ts'
import type { KernelOptions } from './kernel-options.ts'
import { createListeners } from './listeners.ts'
import { readOptions } from './read-options.ts'

export async function openKernel(options: KernelOptions): Promise<Kernel> {
  const composition = await compose(readOptions(options))
  const { notifier, register, calls, extensions, folders, intake, room, closing } = composition
  const hostListening = createHostListening(
    { ...composition, closeWithin: composition.options.closeWithin },
    composition.deliveries,
  )
  let closed = false
  function open(): void {
    if (closed) throw kernelClosed('The kernel is closed.', { hint: 'Make a new one with createKernel().' })
  }
  const { webhooks, finish, store, listening: listeners } = composition
  const { log } = composition.options
  const { list, ...catalogue } = createCatalogue(register, {
    serving: composition.waking.serving,
    knowsPolicy: composition.policies.has,
    lacking: composition.store.tables.kept.lacking,
  })
  return {
    on: notifier.on,
    handle: createHandle({ webhooks, finish, log, isClosed: () => closed }),
    listeners: guarded(createListeners(store, listeners), open),
    catalogue: {
      list,
      ...guarded(catalogue, open),
      ...guarded(composition.choices, open),
    },
    connections: guarded(connectionsOf(composition), open),
    files: guarded(composition.files, open),
    usages: guarded(usagesOf(composition), open),
    changes: guarded(changesOf(composition), open),
    // What a program knows of its operations are types: the kernel itself sees JSON.
    invoke: ((operation: OperationName, invocation: InvokeOptions = {}) =>
      createInvocation({
        async call() {
          open()
          return await calls.invoke(operation, invocation)
        },
        async *iterate(left) {
          open()
          const signal = invocation.signal === undefined ? left : AbortSignal.any([left, invocation.signal])
          yield* calls.iterate(operation, { ...invocation, signal })
        },
      })) as Kernel['invoke'],
    async listen(wanted) {
      open()
      const listening = await hostListening.listen(wanted)
      return {
        ...listening,
        async remove() {
          open()
          await listening.remove()
        },
      }
    },
    async approve(change, approval) {
      open()
      assertDecider(approval?.by)
      assertNames('An approval', approval, ['by', 'dependents', 'only', 'seen'])
      return intake.inTurn(() => approve(room, change, approval))
    },
    async rollback(change, asked) {
      open()
      assertDecider(asked?.by)
      assertNames('A rollback', asked, ['by', 'dependents', 'seen'])
      return intake.inTurn(() => rollback(room, change, asked))
    },
    async reject(change, rejection) {
      open()
      assertDecider(rejection?.by)
      assertNames('A rejection', rejection, ['by', 'dependents', 'seen'])
      return intake.inTurn(() => reject(room, change, rejection))
    },
    extension: extensions.api,
    async rescan() {
      open()
      await folders.rescan()
    },
    async [Symbol.asyncDispose]() {
      closed = true
      // A decision that was begun is finished: its store would be gone.
      await intake.inTurn(async () => {})
      await closing.close()
    },
  }
}

function assertDecider(by: unknown): void {
  if (typeof by !== 'string' || by === '')
    throw argumentInvalid('Nobody was named who decides.', { hint: "Say who decides: { by: 'operations' }." })
}

/** Documents under another name would be left out, and the change decided without them. */
function assertNames(what: string, given: object, known: readonly string[]): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw argumentInvalid(`${what} has no "${unknown}".`, {
      hint: "Give { by } and, with corrected documents, dependents: [{ id: 'flow', document }].",
    })
}

/** The same functions, each of which first asks whether the kernel is open. */
function guarded<Part extends object>(part: Part, open: () => void): Part {
  const entries = Object.entries(part).map(([name, method]) => [
    name,
    async (...values: unknown[]) => {
      open()
      return (method as (...values: unknown[]) => unknown)(...values)
    },
  ])
  return Object.fromEntries(entries) as Part
}

function connectionsOf(composition: Composition): KernelConnections {
  const { connections, connectionChanged, finish } = composition
  return {
    authorise: connections.authorise,
    async finish(callback) {
      const finished = await finish(callback)
      if ('error' in finished) throw finished.error
      return finished.connection
    },
    add: connections.add,
    async list(filter) {
      assertOrganisation(filter?.organisation)
      return connections.list(filter)
    },
    test: connections.test,
    async reauthorise(id, input) {
      const connection = await connections.reauthorise(id, input)
      await connectionChanged(id)
      return connection
    },
    async remove(id) {
      await connections.remove(id)
      await connectionChanged(id)
    },
  }
}

function usagesOf({ store, dependents, listening, waking }: Composition): KernelUsages {
  return {
    async put(dependent, usages, { complete }) {
      const { usages: read } = readUsages({ dependent: { ...dependent, kind: 'host' }, usages, complete, owner: null })
      const used = new Set(read.map(({ operation }) => splitOperation(operation)?.connector ?? ''))
      for (const connector of used) await waking.serving(dependent.organisation, connector)
      await store.transaction('usages', (tables) =>
        dependents.put({ dependent: { ...dependent, kind: 'host' }, usages, complete, owner: null }, tables),
      )
    },
    remove: ({ organisation, id }) =>
      store.transaction('usages', async (tables) => {
        await listening.unlisten({ organisation, dependent: id }, tables)
        await dependents.remove({ organisation, id }, tables)
      }),
  }
}

function changesOf({ store, room }: Composition): KernelChanges {
  return {
    async list(filter) {
      assertOrganisation(filter?.organisation)
      const { organisation, state = 'held' } = filter
      return Promise.all(
        (await store.tables.held.list({ organisation, state })).map((change) => reportNow(room, change)),
      )
    },
  }
}
