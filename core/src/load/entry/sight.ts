import { createHash } from 'node:crypto'
import { lstatSync, readdirSync } from 'node:fs'
import { isIgnoredName } from './is-ignored-name.ts'
import { limits } from './limits.ts'

/** An entry as the file system tells of it, without reading a file. */
export interface Sight {
  /**
   * Of every file: its place, size, inode, and when it and its inode changed. Equal ones are of equal bytes, unless
   * racy.
   */
  readonly signature: string
  /** When it was looked at, in milliseconds since 1970. */
  readonly at: number
  /** When the youngest file, or its inode, changed. */
  readonly youngest: number
  readonly kind: 'file' | 'folder'
  /** Of all files. */
  readonly bytes: number
  /** Relative to the folder, with `/`, sorted; one that is empty for a single file. */
  readonly files: readonly string[]
}

/** What file systems may round a time to, the coarsest of them. */
const coarsest = 2000

const longest = 400

interface Looking {
  readonly path: string
  readonly folders: string[]
  readonly files: string[]
  /** One for each file. */
  readonly lines: string[]
  bytes: number
  youngest: bigint
}

/**
 * Looks at an entry; at once, since asking the file system takes a few microseconds and waiting for its threads ten
 * times that. `null` for what can't be told this way: links, what is too large, what can't be looked at. `kind`: what
 * it was a moment ago, where that is known.
 */
export function sightOf(path: string, kind?: Sight['kind']): Sight | null {
  const at = Date.now()
  const folders = kind === 'folder' ? [''] : []
  const looking: Looking = { path, folders, files: [], lines: [], bytes: 0, youngest: 0n }
  try {
    return lookAll(looking) ? summed(looking, at) : null
  } catch {
    return null
  }
}

/** Whether a file may have changed after this look at it without its times telling: then only its bytes tell. */
export function isRacy({ at, youngest }: Pick<Sight, 'at' | 'youngest'>): boolean {
  return youngest > at - coarsest
}

function lookAll(looking: Looking): boolean {
  const { folders, path } = looking
  if (folders.length === 0 && !look(looking, '')) return false
  for (let next = 0; next < folders.length; next++) {
    const here = folders[next] as string
    for (const name of readdirSync(here === '' ? path : `${path}/${here}`))
      if (!isIgnoredName(name) && !look(looking, here === '' ? name : `${here}/${name}`)) return false
  }
  return true
}

function look(looking: Looking, place: string): boolean {
  const { path, folders, files, lines } = looking
  const found = lstatSync(place === '' ? path : `${path}/${place}`, { bigint: true })
  const { size, dev, ino, mtimeNs, ctimeNs } = found
  if (found.isDirectory()) folders.push(place)
  else if (!found.isFile() || size > limits.fileBytes) return false
  else {
    files.push(place)
    lines.push(`${place}:${size}:${dev}:${ino}:${mtimeNs}:${ctimeNs}`)
    looking.bytes += Number(size)
    if (mtimeNs > looking.youngest) looking.youngest = mtimeNs
    if (ctimeNs > looking.youngest) looking.youngest = ctimeNs
  }
  return files.length <= limits.files && folders.length <= limits.depth && looking.bytes <= limits.totalBytes
}

function summed({ files, lines, folders, youngest, bytes }: Looking, at: number): Sight {
  // Nearly all have one.
  if (files.length > 1) for (const list of [files, lines]) list.sort()
  const whole = lines.join('\n')
  const signature = whole.length > longest ? createHash('sha256').update(whole).digest('hex') : whole
  const kind = folders.length > 0 ? 'folder' : 'file'
  return { signature, at, youngest: Number(youngest / 1_000_000n), kind, bytes, files }
}
