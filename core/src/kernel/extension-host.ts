import type { Choices } from '../choices/index.ts'
import type { ExtensionHost, PutDependent } from '../extend/index.ts'
import type { Listening } from '../listen/index.ts'
import { type Clock, dict, type Log } from '../model/index.ts'
import type { Notifier } from '../notify/index.ts'
import type { Tables } from '../store/index.ts'
import type { CommittingStore } from './after-commit.ts'
import type { Calls } from './calls.ts'
import type { Dependents } from './dependents.ts'
import type { Waking } from './waking.ts'

export interface ExtensionHostOptions {
  readonly store: CommittingStore
  readonly clock: Clock
  readonly log: Log
  readonly confirmAfter: number | undefined
  readonly notifier: Notifier
  readonly waking: Pick<Waking, 'serving'>
  readonly calls: Calls
  readonly choices: Choices
  readonly listening: Listening
  readonly dependents: Dependents
}

/** What one extension gets of the kernel: what it registers is registered in its name. */
export function createExtensionHost(name: string, options: ExtensionHostOptions): ExtensionHost {
  const { store, clock, log, confirmAfter, notifier, waking, calls, choices, listening, dependents } = options
  return {
    store,
    clock,
    log,
    confirmAfter,
    emit: notifier.emit,
    async connector(organisation, id, dependent) {
      const own = dependent === undefined ? undefined : await calls.boundRevision({ organisation, dependent }, id)
      const found = own ?? (await waking.serving(organisation, id))?.revision
      return found && { revision: found.id, model: found.model }
    },
    putDependent: (put: PutDependent, tables: Tables) => dependents.put({ ...put, owner: name }, tables),
    async removeDependent(organisation, id, tables) {
      await listening.unlisten({ organisation, dependent: id }, tables)
      await dependents.remove({ organisation, id }, tables)
    },
    async basis(organisation, dependent, tables) {
      const stored = await tables.dependents.get(organisation, dependent)
      const bindings = await tables.bindings.of(organisation, dependent)
      const revisions = dict(bindings.map(({ operation, revision }) => [operation, revision]))
      return { edition: stored?.edition ?? '', revisions }
    },
    operation: calls.operation,
    describe: choices.schema,
    invoke: calls.invokeRun,
    confirm: calls.confirmRun,
    async assertListenable({ organisation, dependent, operation, connection, input, callbackUrl }) {
      const { webhook } = await calls.available({ organisation, dependent, operation })
      const wanted = { organisation, operation, connection, input, callbackUrl }
      if (webhook !== undefined) await listening.webhooks?.assertUsable(webhook, wanted)
    },
    listenerUrl: async (id) => listening.webhooks?.url(id),
    async listen(request, tables) {
      const id = await listening.listen(request, tables)
      store.afterCommit(tables, () => listening.refresh(id))
      return id
    },
  }
}
