import { type Binder, createBinder } from '../bind/index.ts'
import { type Choices, createChoices } from '../choices/index.ts'
import { type Connections, createConnections } from '../connect/index.ts'
import { codeFormatName } from '../execute/index.ts'
import { callFiles } from '../files/index.ts'
import type { Storage } from '../invoke/index.ts'
import type { Store } from '../store/index.ts'
import { type Calls, createCalls } from './calls.ts'
import { derive } from './derive.ts'
import type { Foundation } from './foundation.ts'
import { tryOut } from './try-out.ts'

/** The way of a call: connection, binding, request. */
export interface CallPath {
  readonly connections: Connections
  readonly binder: Binder
  readonly calls: Calls
  readonly choices: Choices
}

export function joinCalls({
  options,
  closing,
  store,
  transport,
  files,
  register,
  waking,
  policies,
  hosts,
  guests,
  described,
}: Foundation): CallPath {
  const { clock, log, keyProvider, extensions, validateOutput } = options
  const connections = createConnections({
    store,
    keyProvider,
    schemes: extensions.flatMap((extension) => extension.auth ?? []),
    transport,
    clock,
    log,
    connectorOf: async (organisation, id) => (await waking.serving(organisation, id))?.revision.model,
    redirectUri: options.publicUrl && `${options.publicUrl}/oauth/callback`,
    tryOut: (id) => tryOut(calls, register, { store, id }),
    derive: (asked) => derive({ binder, register }, asked),
  })
  closing.add(() => connections.close())
  const binder = createBinder({
    clock,
    log,
    transport,
    policies,
    validateOutput,
    code: ({ revision, organisation }) =>
      revision.source.format === codeFormatName ? guests.code(revision, organisation) : hosts.code(revision),
    link: ({ organisation, revision, operation, connection }) =>
      connections.link({ organisation, connector: revision.model, operation, connection }),
    storage: (area) => storageIn(store, area),
    files: (organisation) => callFiles(files, organisation),
  })
  closing.add(async () => binder[Symbol.asyncDispose]())
  register.onEvicted(
    (id) => void binder.forgetRevision(id).catch((error) => log.error('A revision was not let go of.', { error })),
  )
  const calls = createCalls({ store, register, waking, binder, described, policies })
  const choices = createChoices({ familyOf: calls.family, described, clock })
  return { connections, binder, calls, choices }
}

function storageIn({ tables: { storage } }: Store, area: string): Storage {
  return {
    get: (key) => storage.get(area, key),
    put: (key, value) => storage.put(area, key, value),
    remove: (key) => storage.remove(area, key),
  }
}
