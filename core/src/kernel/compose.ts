import { createBinder } from '../bind/index.ts'
import { type Connections, createConnections } from '../connect/index.ts'
import { createTransport } from '../http/index.ts'
import { createListening, type Listening } from '../listen/index.ts'
import { manifestFormat } from '../load/index.ts'
import type { ConnectionId } from '../model/index.ts'
import { createNotifier, type EventName, type Notifier } from '../notify/index.ts'
import { createRegister, type Register } from '../register/index.ts'
import { createIntake, type DecisionRoom, type Intake } from '../stage/index.ts'
import { createUsageIndex } from '../usage/index.ts'
import { type CommittingStore, withAfterCommit } from './after-commit.ts'
import { type Calls, createCalls } from './calls.ts'
import { type Closing, createClosing } from './closing.ts'
import { createDependents, type Dependents } from './dependents.ts'
import { createExtensionHost } from './extension-host.ts'
import { type Folders, isWatched, openFolders } from './folders.ts'
import { readHostConnectors } from './host-connectors.ts'
import type { Deliveries } from './host-listening.ts'
import { createPolling } from './polling.ts'
import type { NormalizedOptions } from './read-options.ts'
import { type RunningExtensions, startExtensions } from './start-extensions.ts'
import { tryOut } from './try-out.ts'

/** The rooms of a running kernel, joined. */
export interface Composition {
  readonly store: CommittingStore
  readonly notifier: Notifier
  readonly register: Register
  readonly connections: Connections
  readonly calls: Calls
  readonly listening: Listening
  readonly dependents: Dependents
  readonly extensions: RunningExtensions
  readonly folders: Folders
  readonly intake: Intake
  readonly room: DecisionRoom
  readonly deliveries: Deliveries
  readonly closing: Closing
  /** After a connection's secrets or settings changed: binds anew and takes its listeners up again. */
  connectionChanged(id: ConnectionId): Promise<void>
}

/** Joins the rooms in the order in which they need each other; closes what was opened when one of them fails. */
export async function compose(options: NormalizedOptions): Promise<Composition> {
  const closing = createClosing()
  try {
    return await join(options, closing)
  } catch (error) {
    await closing.close()
    throw error
  }
}

async function join(options: NormalizedOptions, closing: Closing): Promise<Composition> {
  const { clock, log, confirmAfter } = options
  const store = withAfterCommit(await options.store.open())
  closing.add(async () => store[Symbol.asyncDispose]())
  const notifier = createNotifier(log)
  for (const [name, listener] of Object.entries(options.on)) notifier.on(name as EventName, listener as never)

  const transport = createTransport({ connectTo: options.connectTo, allowOrigins: options.allowOrigins })
  closing.add(async () => transport[Symbol.asyncDispose]())
  const register = await createRegister(store)
  const usage = createUsageIndex({ store })
  const hosts = readHostConnectors(options.connectors)
  const connections = createConnections({
    store,
    keyProvider: options.keyProvider,
    schemes: options.extensions.flatMap((extension) => extension.auth ?? []),
    transport,
    clock,
    log,
    connectorOf: (organisation, id) => register.active(organisation, id)?.revision.model,
    tryOut: (id) => tryOut(calls, register, { store, id }),
  })
  closing.add(() => connections.close())
  const binder = createBinder({
    clock,
    log,
    transport,
    validateOutput: options.validateOutput,
    code: hosts.code,
    link: ({ organisation, revision, operation, connection }) =>
      connections.link({ organisation, connector: revision.model, operation, connection }),
    storage: (area) => ({
      get: (key) => store.tables.storage.get(area, key),
      put: (key, value) => store.tables.storage.put(area, key, value),
      remove: (key) => store.tables.storage.remove(area, key),
    }),
  })
  closing.add(async () => binder[Symbol.asyncDispose]())
  const calls = createCalls({ store, register, binder })
  const dependents = await createDependents({ store, register, usage })

  const deliveries: Deliveries = new Map()
  const listening = createListening({
    store,
    clock,
    log,
    pollEvery: options.pollEvery,
    bind: createPolling(calls),
    deliveries({ id, organisation, dependent }) {
      const owner = dependents.owner({ organisation, id: dependent })
      const runner = owner == null ? undefined : extensions.runner(owner)
      return deliveries.get(id) ?? (runner && { kind: 'runner', accept: runner.accept, wake: runner.wake })
    },
    emitFailed: (event) => notifier.emit('listener:failed', event),
  })
  const hostOptions = { store, clock, log, confirmAfter, notifier, register, calls, listening, dependents }
  const extensions = await startExtensions(options.extensions, (name) => createExtensionHost(name, hostOptions))
  closing.add(extensions.stop)
  closing.add(listening.stop)

  async function connectionChanged(id: ConnectionId): Promise<void> {
    await binder.forget(id)
    for (const listener of await store.tables.listeners.list())
      if (listener.connection === id) await listening.resume(listener.id)
  }
  const room: DecisionRoom = {
    store,
    register,
    notifier,
    clock,
    log,
    usage,
    hold: options.hold,
    connections: {
      beyond: connections.beyond,
      async requireReauthorisation(ids, tables) {
        await connections.markNeedsReauthorisation(ids, tables)
        for (const id of ids) store.afterCommit(tables, () => void binder.forget(id))
      },
    },
    reader: extensions.reader,
    runner: extensions.runner,
    putDependent: dependents.put,
    refreshListeners(listeners) {
      for (const listener of listeners) listening.refresh(listener)
    },
  }
  const intake = createIntake({
    ...room,
    exists: async (place) => hosts.owns(place.path) || isWatched(options.plugins, place),
  })
  await hosts.enter(intake)
  const formats = [manifestFormat(), ...options.extensions.flatMap((extension) => extension.formats ?? [])]
  const folders = await openFolders({
    plugins: options.plugins,
    formats,
    intake,
    rescanEvery: options.rescanEvery,
    log,
    known: register.known,
  })
  closing.add(folders.close)
  await intake.settle()
  await extensions.ready()
  await listening.start()
  return {
    store,
    notifier,
    register,
    connections,
    calls,
    listening,
    dependents,
    extensions,
    folders,
    intake,
    room,
    deliveries,
    closing,
    connectionChanged,
  }
}
