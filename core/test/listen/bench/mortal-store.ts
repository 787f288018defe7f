import type { Store, Tables } from '../../../src/store/index.ts'

/** A store whose process dies at a chosen moment: nothing gets through to it afterwards. */
export interface MortalStore extends Store {
  /** Dies at the n-th moment from now on (from 1); `null` for never. */
  dieAt(moment: number | null): void
  /** Whether it died. */
  readonly dead: boolean
  /** Every moment so far: `seen.add`, `hand-off begins`, … */
  readonly moments: readonly string[]
}

/** Moments are: before a transaction, before and after each call of a table, before a commit, after a commit. */
export function mortalStore(store: Store): MortalStore {
  const moments: string[] = []
  let countdown: number | null = null
  let dead = false

  function moment(name: string): void {
    if (dead) throw new Error('killed')
    moments.push(name)
    if (countdown === null) return
    countdown -= 1
    if (countdown > 0) return
    dead = true
    throw new Error(`killed at ${name}`)
  }

  function watched(tables: Tables): Tables {
    const rooms = Object.entries(tables).map(([name, table]) => [name, watchedTable(name, table)])
    return Object.fromEntries(rooms) as Tables
  }

  function watchedTable(name: string, table: object): object {
    const calls = Object.entries(table).map(([call, run]) => [
      call,
      async (...given: unknown[]) => {
        moment(`before ${name}.${call}`)
        const answer = await run(...given)
        moment(`after ${name}.${call}`)
        return answer
      },
    ])
    return Object.fromEntries(calls)
  }

  return {
    tables: watched(store.tables),
    async transaction(label, work) {
      moment(`${label} begins`)
      const value = await store.transaction(label, async (tables) => {
        const result = await work(watched(tables))
        moment(`${label} commits`)
        return result
      })
      moment(`${label} committed`)
      return value
    },
    dieAt(when) {
      countdown = when
    },
    get dead() {
      return dead
    },
    moments,
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
}
