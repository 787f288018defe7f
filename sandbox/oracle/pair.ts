import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** Two published versions of one connector's description. */
export interface Pair {
  /** The connector's id in flows, and the name of its files. */
  readonly id: string
  readonly path: string
  readonly date: string
  readonly base: Version
  readonly revision: Version
}

export interface Version {
  readonly bytes: Uint8Array
  readonly document: object
}

interface Listed {
  readonly path: string
  readonly date: string
  readonly old: string
  readonly new: string
  readonly kind: string
}

/** Where a corpus has its history. */
export const historyIn = (corpus: string): string => join(corpus, 'power-platform/history')

/**
 * Every real change of a contract in a folder, in its order: of what `pairs.json` lists, whose `kind` is `contract`.
 * Each version is `versions/BLOB.json.gz`.
 */
export function* historyPairs(folder: string): Generator<Pair> {
  const listed = JSON.parse(readFileSync(join(folder, 'pairs.json'), 'utf8')) as readonly Listed[]
  const read = (blob: string): Version => {
    const bytes = gunzipSync(readFileSync(join(folder, 'versions', `${blob}.json.gz`)))
    return { bytes, document: JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, '')) as object }
  }
  for (const [index, { path, date, old, new: revision }] of listed.filter(({ kind }) => kind === 'contract').entries())
    yield { id: `pair-${String(index).padStart(3, '0')}`, path, date, base: read(old), revision: read(revision) }
}
