import { createDescribedStore, type DescribedStore } from '../choices/index.ts'
import { createExecutors, createGuests, type Executors, type Guests } from '../execute/index.ts'
import { broughtBy } from '../extend/index.ts'
import { createFiles, type Files } from '../files/index.ts'
import { createTransport, type Transport } from '../http/index.ts'
import { createPolicies, type Policies } from '../invoke/index.ts'
import { createNotifier, type EventName, type Notifier } from '../notify/index.ts'
import { createRegister, type Register } from '../register/index.ts'
import { createUsageIndex, type UsageIndex } from '../usage/index.ts'
import { type CommittingStore, withAfterCommit } from './after-commit.ts'
import type { Closing } from './closing.ts'
import { createDependents, type Dependents } from './dependents.ts'
import { type HostConnectors, readHostConnectors } from './host-connectors.ts'
import type { NormalizedOptions } from './read-options.ts'
import { createWaking, type Waking } from './waking.ts'

/** What everything else stands on. */
export interface Foundation {
  readonly options: NormalizedOptions
  readonly closing: Closing
  readonly store: CommittingStore
  readonly transport: Transport
  readonly files: Files
  readonly notifier: Notifier
  readonly register: Register
  readonly waking: Waking
  /** Of the extensions. */
  readonly policies: Policies
  readonly usage: UsageIndex
  readonly dependents: Dependents
  readonly described: DescribedStore
  readonly hosts: HostConnectors
  readonly executors: Executors
  /** What runs connectors that are code. */
  readonly guests: Guests
}

export async function layFoundation(options: NormalizedOptions, closing: Closing): Promise<Foundation> {
  const hosts = await readHostConnectors(options.connectors, broughtBy(options.extensions))
  const policies = createPolicies(options.extensions.flatMap((extension) => extension.policies ?? []))
  const store = withAfterCommit(await options.store.open())
  closing.add(async () => store[Symbol.asyncDispose]())
  const transport = createTransport({ connectTo: options.connectTo, allowOrigins: options.allowOrigins })
  closing.add(async () => transport[Symbol.asyncDispose]())
  const installed = options.extensions.flatMap((extension) => extension.executors ?? [])
  const executors = createExecutors({ installed, trust: options.trust })
  const guests = createGuests({ executorOf: executors.of, log: options.log })
  closing.add(guests.close)
  const fileStore = await options.files.open({ clock: options.clock })
  closing.add(async () => fileStore[Symbol.asyncDispose]())
  const files = createFiles({ store: fileStore, maxBytes: options.files.maxBytes })
  const notifier = createNotifier(options.log)
  for (const [name, listener] of Object.entries(options.on)) notifier.on(name as EventName, listener as never)
  const register = await createRegister(store, { maxModelBytes: options.maxModelBytes })
  const usage = createUsageIndex({ store })
  const described = createDescribedStore(store)
  const dependents = await createDependents({ store, register, usage, described })
  return {
    options,
    closing,
    store,
    transport,
    files,
    notifier,
    register,
    waking: createWaking(register),
    policies,
    usage,
    dependents,
    described,
    hosts,
    executors,
    guests,
  }
}
