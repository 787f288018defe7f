import { readVersion } from '../kernel/index.ts'
import type { Connector, ConnectorId } from '../model/index.ts'
import { type Entry, readSides, type Side, type SidesRequest } from './read-side.ts'

export interface Changed {
  /** Without what was not read for being known. */
  readonly sides: readonly Side[]
  /** The known connectors that are as they were: they were not read. */
  readonly unchanged: readonly ConnectorId[]
  /**
   * For a later call's `known`: what those connectors were read from that are what they are by their own text alone.
   */
  readonly sources: ReadonlyMap<ConnectorId, string>
}

/**
 * Reads all connectors but those of which it is `known` what they were read from; all of them where one may matter to
 * another.
 */
export async function readChanged(
  request: Omit<SidesRequest, 'known'>,
  known: ReadonlyMap<string, ConnectorId>,
): Promise<Changed> {
  const version = await readVersion()
  const sourceOf = (digest: string): string => `${version}:${digest}`
  const sides = await readSides({ ...request, known: (digest) => known.has(sourceOf(digest)) })
  const entries = sides.flatMap((side) => side.entries)
  const unread = entries.filter(({ isRead }) => !isRead)
  const unchanged = unread.flatMap(({ revision }) => known.get(sourceOf(revision.id)) ?? [])
  // What can't be read may extend one that was not read, and ids may be given twice.
  const ids = [...unchanged, ...entries.flatMap(({ id }) => id ?? [])]
  const isPlain = unread.length === unchanged.length && new Set(ids).size === ids.length
  if (unchanged.length > 0 && !isPlain) return readChanged(request, new Map())
  const models = new Map(sides.flatMap(({ connectors }) => connectors.map((model) => [model.id, model] as const)))
  const sources = entries.flatMap((entry): (readonly [ConnectorId, string])[] => {
    const model = entry.id === null ? undefined : models.get(entry.id)
    return model !== undefined && isByItself(entry, model) ? [[model.id, sourceOf(entry.revision.id)]] : []
  })
  const read = sides.map((side) => ({ ...side, entries: side.entries.filter(({ isRead }) => isRead) }))
  return { sides: unchanged.length === 0 ? sides : read, unchanged, sources: new Map(sources) }
}

/** Whether no other connector and no extension had a part in how it was read and checked. */
function isByItself({ isFine, revision }: Entry, { extends: base, securitySchemes }: Connector): boolean {
  const schemes = Object.values(securitySchemes)
  return (
    isFine &&
    revision.format === 'manifest' &&
    base === undefined &&
    schemes.every(({ type }) => !type.startsWith('x-'))
  )
}
