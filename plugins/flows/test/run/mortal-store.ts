import type { Store } from '@jackfield/core'

/** Where the process dies: at the nth transaction of a label, before it or after its commit. */
export interface Death {
  readonly label: string
  readonly when: 'before' | 'after'
  readonly nth?: number
}

class Died extends Error {}

interface Mortal extends Store {
  readonly committed: string[]
  readonly dead: Promise<void>
  isGone(): boolean
}

/** Once it is dead, nothing that is asked of the store comes back any more: as for a process that was killed. */
export function mortalStore(store: Store, death: Death | undefined, late: string | undefined): Mortal {
  const { promise: dead, resolve: die } = Promise.withResolvers<void>()
  const never = new Promise<never>(() => undefined)
  const committed: string[] = []
  let gone = false
  let seen = 0
  const dies = (label: string, when: Death['when']) => {
    if (death === undefined || death.label !== label || death.when !== when || ++seen < (death.nth ?? 1)) return false
    gone = true
    die()
    return true
  }
  return {
    tables: store.tables,
    committed,
    dead,
    isGone: () => gone,
    async transaction(label, work) {
      if (gone || dies(label, 'before')) return never
      const value = await store
        .transaction(label, (tables) => work(tables))
        .catch((error: unknown) => {
          if (gone) throw new Died()
          throw error
        })
      committed.push(label)
      if (label === late) await new Promise((resolve) => setTimeout(resolve, 100))
      return dies(label, 'after') || gone ? never : value
    },
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
}
