import { assertOrganisation } from '../connect/index.ts'
import type { Listening } from '../listen/index.ts'
import type { Listener, ListenerId, OperationName } from '../model/index.ts'
import type { Store } from '../store/index.ts'

/** What listens, for people to look at. */
export interface KernelListeners {
  list(filter: { readonly organisation: string }): Promise<readonly ListenerView[]>
}

export interface ListenerView {
  readonly id: ListenerId
  readonly dependent: string
  readonly operation: OperationName
  /** Of a webhook: where the service calls. Whoever knows it may be taken for the service: show it to nobody else. */
  readonly url?: string
  readonly state: 'ready' | 'subscribing' | 'paused' | 'failing'
  /** What it last failed with. */
  readonly error?: string
}

export function createListeners(store: Store, listening: Listening): KernelListeners {
  async function view(listener: Listener): Promise<ListenerView> {
    const { id, dependent, operation, paused } = listener
    const url = await listening.webhooks?.url(id).catch(() => undefined)
    const error = paused ?? listening.failure(id)
    const state = paused === undefined ? (error === undefined ? await stateOf(listener) : 'failing') : 'paused'
    return { id, dependent, operation, ...(url !== undefined && { url }), state, ...(error !== undefined && { error }) }
  }

  async function stateOf({ id }: Listener): Promise<'ready' | 'subscribing'> {
    return (await listening.webhooks?.isSubscribing(id)) === true ? 'subscribing' : 'ready'
  }

  return {
    async list(filter) {
      assertOrganisation(filter?.organisation)
      return Promise.all((await store.tables.listeners.list({ organisation: filter.organisation })).map(view))
    },
  }
}
