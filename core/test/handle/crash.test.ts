import { describe, expect, it, vi } from 'vitest'
import type { StoreProvider } from '../../src/index.ts'
import { type MortalStore, mortalStore } from '../listen/bench/mortal-store.ts'
import { type Bell, completed, delivery, openBell, organisation } from './bell.ts'

/** A provider whose first stores live on, and whose next one dies at a moment. */
function mortal(): { provider(real: StoreProvider): StoreProvider; last(): MortalStore } {
  let store: MortalStore | undefined
  return {
    provider: ({ name, open }) => ({
      name,
      async open() {
        store = mortalStore(await open())
        return store
      },
    }),
    last: () => store as MortalStore,
  }
}

const ids = ['1', '2']

/** What a service sends until it is taken; `false` where nobody took it. */
async function deliver(bell: Bell, id: string): Promise<boolean> {
  const told = bell.service.calls.some(({ path }) => path === '/v1/hooks')
  return told && (await bell.kernel.handle(delivery(bell, completed(id)))).status === 200
}

/** Listens, is subscribed, takes two events; ends early where the store dies. */
async function story(bell: Bell, store: MortalStore): Promise<ReadonlySet<string>> {
  const taken = new Set<string>()
  await bell.listen().catch(() => undefined)
  const settled = async (): Promise<boolean> =>
    store.dead || (await bell.kernel.listeners.list({ organisation }).catch(() => []))[0]?.state === 'ready'
  await vi.waitUntil(settled, { timeout: 2000, interval: 5 })
  for (const id of ids) if (await deliver(bell, id)) taken.add(id)
  return taken
}

async function dyingAt(moment: number | null): Promise<{ moments: number } & AsyncDisposable> {
  const death = mortal()
  const bell = await openBell({ store: death.provider })
  const before = death.last().moments.length
  death.last().dieAt(moment)
  const taken = await story(bell, death.last())
  const moments = death.last().moments.length - before
  await bell.kernel[Symbol.asyncDispose]().catch(() => undefined)

  await bell.start()
  const { url } = await bell.listen()
  await vi.waitUntil(async () => (await bell.kernel.listeners.list({ organisation }))[0]?.state === 'ready', 2000)
  const told = bell.service.calls.findLast(({ path }) => path === '/v1/hooks')?.body
  expect(told).toMatchObject({ url })
  for (const id of ids) expect(await deliver(bell, id)).toBe(true)
  for (const id of ids) {
    const heard = bell.events.filter(({ data }) => (data as { id: string }).id === id)
    expect(new Set(heard.map((event) => event.id)).size).toBe(1)
    // At least once, to a host: what was answered 2xx never comes again.
    expect(heard.length).toBeLessThanOrEqual(taken.has(id) ? 1 : 2)
  }
  return { moments, [Symbol.asyncDispose]: () => bell[Symbol.asyncDispose]() }
}

describe('a process that is killed while a webhook is made and called', () => {
  it('has a subscription afterwards, and every event that was not answered comes again', async () => {
    const { moments } = await using(dyingAt(null))
    expect(moments).toBeGreaterThan(50)
    for (let moment = 1; moment <= moments; moment += 4) await using(dyingAt(moment))
  }, 120_000)
})

async function using<Value extends AsyncDisposable>(opening: Promise<Value>): Promise<Value> {
  await using value = await opening
  return value
}
