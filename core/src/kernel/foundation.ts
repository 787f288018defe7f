import { createTransport, type Transport } from '../http/index.ts'
import { createNotifier, type EventName, type Notifier } from '../notify/index.ts'
import { createRegister, type Register } from '../register/index.ts'
import { createUsageIndex, type UsageIndex } from '../usage/index.ts'
import { type CommittingStore, withAfterCommit } from './after-commit.ts'
import type { Closing } from './closing.ts'
import { createDependents, type Dependents } from './dependents.ts'
import { type HostConnectors, readHostConnectors } from './host-connectors.ts'
import type { NormalizedOptions } from './read-options.ts'

/** What everything else stands on. */
export interface Foundation {
  readonly options: NormalizedOptions
  readonly closing: Closing
  readonly store: CommittingStore
  readonly transport: Transport
  readonly notifier: Notifier
  readonly register: Register
  readonly usage: UsageIndex
  readonly dependents: Dependents
  readonly hosts: HostConnectors
}

export async function layFoundation(options: NormalizedOptions, closing: Closing): Promise<Foundation> {
  const hosts = readHostConnectors(options.connectors)
  const store = withAfterCommit(await options.store.open())
  closing.add(async () => store[Symbol.asyncDispose]())
  const transport = createTransport({ connectTo: options.connectTo, allowOrigins: options.allowOrigins })
  closing.add(async () => transport[Symbol.asyncDispose]())
  const notifier = createNotifier(options.log)
  for (const [name, listener] of Object.entries(options.on)) notifier.on(name as EventName, listener as never)
  const register = await createRegister(store)
  const usage = createUsageIndex({ store })
  const dependents = await createDependents({ store, register, usage })
  return { options, closing, store, transport, notifier, register, usage, dependents, hosts }
}
