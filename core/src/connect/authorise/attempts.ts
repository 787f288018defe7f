import { isJsonObject, type Json } from '../../model/index.ts'
import type { Store } from '../../store/index.ts'
import type { Sealing } from '../sealing.ts'
import type { Attempt, OpenAttempt } from './attempt.ts'
import { attemptId } from './digests.ts'

const collection = 'connect/attempt'

/** Attempts on their way, in the store: they outlive the process, and any process may finish them. */
export interface Attempts {
  /** Forgets those that have expired, and keeps this one. */
  open(attempt: OpenAttempt, now: number): Promise<void>
  /** `undefined` where there is none of this state. Throws `key-missing`, `key-wrong`. */
  find(state: string): Promise<OpenAttempt | undefined>
  /** Ends it: of several who try, one is answered true. */
  consume(attempt: OpenAttempt): Promise<boolean>
}

export function createAttempts({ store, sealing }: { readonly store: Store; readonly sealing: Sealing }): Attempts {
  const { records } = store.tables
  return {
    async open({ id, organisation, expires, ...attempt }, now) {
      await sweep(now)
      const sealed = await sealing.seal(attempt satisfies Attempt as unknown as Json, { id, organisation })
      await records.put({ collection, id, data: { organisation, expires, sealed } })
    },
    async find(state) {
      const id = attemptId(state)
      const record = await records.get(collection, id)
      if (!isJsonObject(record)) return undefined
      const organisation = String(record.organisation)
      const attempt = (await sealing.open(String(record.sealed), { id, organisation })) as unknown as Attempt
      return { ...attempt, id, organisation, expires: Number(record.expires) }
    },
    consume: ({ id }) => store.transaction('authorise', (tables) => tables.records.remove(collection, id)),
  }

  async function sweep(now: number): Promise<void> {
    for (const { id, data } of await records.list(collection))
      if (isJsonObject(data) && Number(data.expires) <= now) await records.remove(collection, id)
  }
}
