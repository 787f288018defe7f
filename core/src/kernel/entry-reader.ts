import { createHash } from 'node:crypto'
import { basename, dirname, join, resolve } from 'node:path'
import {
  type Format,
  type Gist,
  gistOfEntry,
  type Loaded,
  loadEntry,
  loadRead,
  sightOf,
  unpackEntry,
} from '../load/index.ts'
import { modelVersion, type Revision, type RevisionId, revisionId, type Scope } from '../model/index.ts'
import type { Place, Reading } from '../stage/index.ts'
import type { Brought } from '../validate/index.ts'
import type { PluginFolder } from './kernel-options.ts'
import { knownReading, readingOf } from './reading.ts'

export interface EntryReaderOptions {
  readonly plugins: readonly PluginFolder[]
  formats(scope: Scope): readonly Format[]
  /** By extensions. */
  readonly brought: Brought
  /** What else has a say in what an entry is read as. */
  readonly read: { readonly version: string; readonly trust: readonly string[]; readonly executors: readonly string[] }
  /** Whether a revision is in the store, so that its files need not be read again. */
  isKnown(id: RevisionId): boolean
  revision(id: RevisionId): Promise<Revision | undefined>
}

export interface ReadOptions {
  /** A look is enough, where the entry's format offers one. @default false */
  readonly peek?: boolean
  /** Whether bytes of this digest need not be read. @default none */
  isKnown?(digest: string): boolean
}

/** Entries of watched folders as readings. */
export interface EntryReader {
  read(place: Place, options?: ReadOptions): Promise<Reading>
  /** What is to be kept of an entry as it is now; `null` where it can't be read in one go. */
  gist(place: Place): Promise<Gist | null>
  /** Reads an entry as it was when it was kept. */
  readKept(place: Place, source: Uint8Array): Promise<Reading | null>
  /** Names what looks at a scope's entries; raise its first number when a reading comes to something else. */
  nameOf(scope: Scope): string
}

export function createEntryReader(options: EntryReaderOptions): EntryReader {
  const { plugins, formats, brought } = options
  const names = new Map<Scope, string>()

  /** The folder as the host named it, for problems. */
  function folderOf({ scope, path }: Place): string {
    const found = plugins.find(({ dir, scope: own = 'host' }) => own === scope && resolve(dir) === dirname(path))
    return found?.dir ?? dirname(path)
  }

  function shownAs(place: Place): string {
    return join(folderOf(place), basename(place.path))
  }

  function describe(scope: Scope): string {
    const known = formats(scope).map(({ name, version }) => `${name} ${version}`)
    const types = brought.schemeTypes.map(({ type }) => type)
    const policies = [...brought.policies]
    const said = JSON.stringify([1, modelVersion, known, types, policies, options.read])
    // A start reads it with each of thousands of entries.
    return createHash('sha256').update(said).digest('base64url').slice(0, 22)
  }

  /** `null`: it was not read since its revision was known, and that is not there any more. */
  async function readingFrom(
    scope: Scope,
    loaded: Loaded,
    skipped: ReadonlySet<string>,
  ): Promise<Omit<Reading, 'sight'> | null> {
    const { path, digest, peeked, id } = loaded
    if (peeked !== undefined) return { path, digest, connectorId: id, candidate: null, peeked, problems: [] }
    if (!skipped.has(digest)) return readingOf(scope, loaded, brought)
    const revision = await options.revision(revisionId(digest))
    return revision === undefined ? null : knownReading(scope, loaded, revision)
  }

  async function read(place: Place, { peek = false, isKnown = () => false }: ReadOptions = {}): Promise<Reading> {
    const { scope, path } = place
    const sight = sightOf(path)
    const dir = folderOf(place)
    const skipped = new Set<string>()
    const isSkipped = (digest: string): boolean => {
      if (options.isKnown(revisionId(digest))) skipped.add(digest)
      return skipped.has(digest)
    }
    const loaded = await loadEntry(path, {
      formats: formats(scope),
      within: dir,
      shownAs: shownAs(place),
      known: (digest) => isKnown(digest) || isSkipped(digest),
      peek,
      ...(sight !== null && { sight }),
    })
    if (loaded === null)
      return { path, digest: '', connectorId: null, candidate: null, isNothing: true, problems: [], sight }
    const { digest, id, problems } = loaded
    if (isKnown(digest)) return { path, digest, connectorId: id, candidate: null, isUnread: true, problems, sight }
    const reading = await readingFrom(scope, loaded, skipped)
    return reading === null ? read(place, { peek, isKnown }) : { ...reading, sight }
  }

  return {
    read,
    gist(place) {
      const { scope, path } = place
      return gistOfEntry({ path, name: basename(path), shownAs: shownAs(place) }, formats(scope))
    },
    async readKept(place, source) {
      const { scope, path } = place
      const entry = { name: basename(path), path: shownAs(place), ...(await unpackEntry(source)) }
      const loaded = await loadRead(path, { entry, problems: [] }, { formats: formats(scope) })
      return loaded === null ? null : { ...(await readingOf(scope, loaded, brought)), sight: null }
    },
    nameOf(scope) {
      const name = names.get(scope) ?? describe(scope)
      names.set(scope, name)
      return name
    },
  }
}
