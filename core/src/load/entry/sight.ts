import { createHash } from 'node:crypto'
import { lstatSync, readdirSync } from 'node:fs'
import { isIgnoredName } from './is-ignored-name.ts'
import { limits } from './limits.ts'

/** An entry as the file system tells of it, without reading a file. */
export interface Sight {
  /** Of every file: its place, size, inode, and when it and its inode changed. Equal ones are of equal bytes, unless racy. */
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
  /** The line of each file, by its place. */
  readonly lines: Map<string, string>
  bytes: number
  youngest: bigint
}

/**
 * Looks at an entry; at once, since asking the file system takes a few microseconds and waiting for its threads ten times
 * that. `null` for what can't be told this way: links, what is too large, what can't be looked at.
 */
export function sightOf(path: string): Sight | null {
  const at = Date.now()
  const looking: Looking = { path, folders: [], lines: new Map(), bytes: 0, youngest: 0n }
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
  if (!look(looking, '')) return false
  const { folders, path } = looking
  for (let next = 0; next < folders.length; next++) {
    const here = folders[next] as string
    for (const name of readdirSync(here === '' ? path : `${path}/${here}`))
      if (!isIgnoredName(name) && !look(looking, here === '' ? name : `${here}/${name}`)) return false
  }
  return true
}

function look(looking: Looking, place: string): boolean {
  const { path, folders, lines } = looking
  const found = lstatSync(place === '' ? path : `${path}/${place}`, { bigint: true })
  const { size, dev, ino, mtimeNs, ctimeNs } = found
  if (found.isDirectory()) folders.push(place)
  else if (!found.isFile() || size > limits.fileBytes) return false
  else {
    lines.set(place, `${place}:${size}:${dev}:${ino}:${mtimeNs}:${ctimeNs}`)
    looking.bytes += Number(size)
    for (const time of [mtimeNs, ctimeNs]) if (time > looking.youngest) looking.youngest = time
  }
  return lines.size <= limits.files && folders.length <= limits.depth && looking.bytes <= limits.totalBytes
}

function summed({ lines, folders, youngest, bytes }: Looking, at: number): Sight {
  const files = [...lines.keys()].sort()
  const whole = files.map((place) => lines.get(place)).join('\n')
  const signature = whole.length > longest ? createHash('sha256').update(whole).digest('hex') : whole
  const kind = folders.length > 0 ? 'folder' : 'file'
  return { signature, at, youngest: Number(youngest / 1_000_000n), kind, bytes, files }
}
