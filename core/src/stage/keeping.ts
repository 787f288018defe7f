import type { Gist } from '../load/index.ts'
import { type ConnectorId, revisionId, type Scope } from '../model/index.ts'
import type { Dormant, Register } from '../register/index.ts'
import type { KeptEntry, Store } from '../store/index.ts'
import type { Reading } from './candidate.ts'
import type { Place } from './place.ts'

export interface KeepingOptions {
  readonly store: Store
  readonly register: Pick<Register, 'dormants'>
  /** What is to be kept of an entry as it is now; `null` where it can't be read in one go. */
  gist(place: Place): Promise<Gist | null>
  /** Reads an entry as it was when it was kept. */
  readKept(place: Place, source: Uint8Array): Promise<Reading | null>
}

/**
 * Keeps what dormant connectors were, so that one serves on when an edit of it can't be read, and by which words they
 * are found, so that a search reads those alone that it may find.
 */
export interface Keeping {
  /** Keeps all of which nothing is kept yet, a few at a time, and lets go of what is not dormant any more. */
  keep(room: KeepingRoom): Promise<void>
  /** What a connector was when it was kept, read whole; `null` where that is not kept, or was not valid. */
  recover(place: Place, connector: ConnectorId): Promise<Reading | null>
}

export interface KeepingRoom {
  inTurn<Value>(work: () => Promise<Value>): Promise<Value>
  /** Nothing more is begun. */
  isStopped(): boolean
  /** Whether a dormant connector can be read; where it can't be, that is told, and it is not dormant any more. */
  isReadable(dormant: Dormant): Promise<boolean>
}

/** Their files are in memory, and compressed, together. */
const atOnce = 8

export function createKeeping({ store, register, gist, readKept }: KeepingOptions): Keeping {
  const { kept } = store.tables
  const { dormants } = register

  async function keepSome(some: readonly Dormant[], { inTurn }: KeepingRoom): Promise<void> {
    const found = await Promise.all(some.map(async (dormant) => entryOf(dormant, await gist(dormant))))
    await inTurn(async () => {
      const still = found.flatMap((entry, index) => {
        const { scope, connector, revision } = some[index] as Dormant
        return entry !== null && dormants.get(scope, connector)?.revision === revision ? [entry] : []
      })
      if (still.length > 0) await store.transaction('keep', (tables) => tables.kept.put(still))
    })
  }

  async function keepIn(scope: Scope, room: KeepingRoom): Promise<void> {
    const digests = await kept.digests(scope)
    const asleep = dormants.in(scope)
    const paths = new Set(asleep.map(({ path }) => path))
    const left = [...digests.keys()].filter((path) => !paths.has(path))
    if (left.length > 0) await room.inTurn(() => store.transaction('keep', (tables) => tables.kept.remove(scope, left)))
    const fresh = asleep.filter(({ path }) => !digests.has(path))
    for (let at = 0; at < fresh.length && !room.isStopped(); at += atOnce)
      await keepSome(fresh.slice(at, at + atOnce), room)
    // What was there before an edit is kept until the edit is known to be no mistake.
    for (const dormant of asleep) {
      if (room.isStopped()) return
      const known = digests.get(dormant.path)
      if (known === undefined || known === dormant.revision) continue
      if (await room.isReadable(dormant)) await keepSome([dormant], room)
    }
  }

  return {
    async keep(room) {
      const scopes = new Set([...dormants.scopes(), ...(await kept.scopes())])
      for (const scope of scopes) if (!room.isStopped()) await keepIn(scope, room)
    },
    async recover(place, connector) {
      const entry = await kept.get(place.scope, place.path)
      if (entry === undefined || entry.source === null) return null
      const reading = await readKept(place, entry.source)
      // Another version of a format may see something else in the same files.
      const isSame = reading?.digest === entry.digest && reading.candidate?.model.id === connector
      return isSame ? reading : null
    },
  }
}

/** `null` where the entry is not what it was when it was looked at. */
function entryOf({ scope, path, connector, revision, about }: Dormant, found: Gist | null): KeptEntry | null {
  if (found === null || revisionId(found.digest) !== revision) return null
  const { digest, source, texts } = found
  const said = [connector, about.title, about.description ?? '', ...(about.categories ?? [])]
  return { scope, path, digest, source, words: texts === null ? null : wordsIn([...said, ...texts]) }
}

/** `null` where a store could not tell them apart from others. */
function wordsIn(texts: readonly string[]): readonly string[] | null {
  const words = new Set(texts.flatMap((text) => text.toLowerCase().split(/\s+/)))
  words.delete('')
  return texts.some((text) => text.includes('\0')) ? null : [...words]
}
