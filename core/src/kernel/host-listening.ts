import { assertOrganisation } from '../connect/index.ts'
import { argumentInvalid, kernelClosed } from '../errors/index.ts'
import type { Delivery, Listening as Listeners, Webhooks } from '../listen/index.ts'
import type { ListenerId, TriggerEvent } from '../model/index.ts'
import { bindDependent, type Register } from '../register/index.ts'
import type { CommittingStore } from './after-commit.ts'
import type { Calls } from './calls.ts'
import type { Closing } from './closing.ts'
import type { Dependents } from './dependents.ts'
import type { Listening, ListenOptions } from './kernel.ts'
import { untilClosed } from './until-closed.ts'

export interface HostListeningOptions {
  readonly store: CommittingStore
  readonly register: Register
  readonly calls: Calls
  readonly listening: Listeners
  readonly dependents: Dependents
  readonly webhooks: Webhooks
  readonly closing: Pick<Closing, 'add'>
  /** Milliseconds. */
  readonly closeWithin: number
}

/** Listening for hosts with flows of their own: their functions live in this process, their positions in the store. */
export interface HostListening {
  listen(options: ListenOptions): Promise<Listening>
}

/** Where a host's events go, by listener. */
export type Deliveries = Map<ListenerId, Extract<Delivery, { kind: 'host' }>>

export function createHostListening(options: HostListeningOptions, deliveries: Deliveries): HostListening {
  const { store, calls, listening, webhooks, closing, closeWithin } = options
  const stopping = new AbortController()
  const { signal } = stopping
  closing.add(() => stopping.abort(kernelClosed('The kernel closes.')))
  return {
    async listen({ operation, connection = null, input = {}, dependent, deliver, callbackUrl, ...rest }) {
      const organisation = await calls.organisation({ connection, ...rest })
      assertOrganisation(organisation)
      const call = await calls.bound({ organisation, operation, connection, dependent })
      if (call.operation.kind !== 'trigger')
        throw argumentInvalid(`"${operation}" is an action: there is nothing to listen to.`, { hint: 'Use invoke().' })
      const { webhook } = call.operation
      if (webhook !== undefined)
        await webhooks.assertUsable(webhook, { organisation, operation, connection, input, callbackUrl })
      const id = await store.transaction('listen', async (tables) => {
        await bindHost(options, { organisation, dependent, operation }, tables)
        const place = { organisation, dependent, operation, connection, input }
        const request = { ...place, keepOthers: true, ...(callbackUrl !== undefined && { callbackUrl }) }
        return listening.listen(request, tables)
      })
      const url = await webhooks.url(id)
      const delivery = {
        kind: 'host',
        deliver: (event: TriggerEvent) => {
          const what = `The delivery of event "${event.id}" to "${dependent}"`
          return untilClosed(taken(deliver, event, signal), { signal, within: closeWithin, what })
        },
      } as const
      deliveries.set(id, delivery)
      listening.refresh(id)
      return {
        id,
        ...(url !== undefined && { url }),
        poll: () => listening.pollNow(id),
        async stop() {
          if (deliveries.get(id) === delivery) deliveries.delete(id)
          listening.refresh(id)
        },
        async remove() {
          deliveries.delete(id)
          const ended = { organisation, dependent, operation, connection }
          await store.transaction('listen', (tables) => listening.unlisten(ended, tables))
          listening.refresh(id)
        },
      }
    },
  }
}

/** What a host throws at once is a refusal like any other. */
async function taken(deliver: ListenOptions['deliver'], event: TriggerEvent, signal: AbortSignal): Promise<void> {
  await deliver(event, { signal })
}

/** A host that listens is a dependent, whether or not it has said what it uses. */
async function bindHost(
  { register, dependents }: HostListeningOptions,
  { organisation, dependent, operation }: { organisation: string; dependent: string; operation: string },
  tables: Parameters<Dependents['put']>[1],
): Promise<void> {
  const stored = await tables.dependents.get(organisation, dependent)
  if (stored === undefined) {
    const host = { organisation, id: dependent, edition: '1', kind: 'host' } as const
    await dependents.put({ dependent: host, usages: [], complete: false, owner: null }, tables)
  }
  const known = (await tables.bindings.of(organisation, dependent)).map((binding) => binding.operation)
  const host = { organisation, id: dependent, edition: '1', kind: 'host' } as const
  await bindDependent(register, tables, { dependent: host, operations: [...known, operation] })
}
