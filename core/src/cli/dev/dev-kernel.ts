import { randomBytes } from 'node:crypto'
import type { Extension } from '../../extend/index.ts'
import { createKernel, type Kernel } from '../../kernel/index.ts'
import type { Connector, RevisionId } from '../../model/index.ts'
import { type Store, sqlite } from '../../store/index.ts'

export const organisation = 'dev'

/** A kernel that keeps nothing longer than it runs, and what it knows of revisions. */
export interface DevKernel extends AsyncDisposable {
  readonly kernel: Kernel
  /** The models that serve at the moment, with their revisions. */
  serving(): Promise<ReadonlyMap<string, Serving>>
}

export interface Serving {
  readonly revision: RevisionId
  readonly model: Connector
}

export interface DevKernelOptions {
  readonly dir: string
  readonly extensions: readonly Extension[]
  /** Something may be different now. */
  changed(): void
}

export async function openDevKernel({ dir, extensions, changed }: DevKernelOptions): Promise<DevKernel> {
  const key = randomBytes(32)
  const provider = sqlite(':memory:')
  const opened: { store?: Store } = {}
  const kernel = await createKernel({
    plugins: [{ dir }],
    // Whoever writes connectors is told of every mistake, used or not.
    readAtStart: Number.POSITIVE_INFINITY,
    extensions,
    store: {
      name: provider.name,
      async open() {
        opened.store = await provider.open()
        return opened.store
      },
    },
    keyProvider: { name: 'one-off', key: async () => key },
    on: {
      'connector:ready': changed,
      'connector:failed': changed,
      'connector:changed': changed,
      'connector:held': changed,
      'connector:withdrawn': changed,
      'connector:removed': changed,
    },
  })
  return {
    kernel,
    async serving() {
      const found = await Promise.all(
        kernel.catalogue.list({ organisation }).map(async ({ id, revision }) => {
          const stored = await opened.store?.tables.revisions.get(revision)
          return stored === undefined ? [] : [[id, { revision, model: stored.model }] as const]
        }),
      )
      return new Map(found.flat())
    },
    [Symbol.asyncDispose]: () => kernel[Symbol.asyncDispose](),
  }
}
