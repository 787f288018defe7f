import { createHash } from 'node:crypto'
import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
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
}

/** What file systems may round a time to, the coarsest of them. */
const coarsest = 2000

const longest = 400

/**
 * Looks at an entry; at once, since asking the file system takes a few microseconds and waiting for its threads ten times
 * that. `null` for what can't be told this way: links, what is too large, what can't be looked at.
 */
export function sightOf(path: string): Sight | null {
  const at = Date.now()
  const lines: string[] = []
  let youngest = 0n
  const folders: string[] = []
  const look = (place: string): boolean => {
    const found = lstatSync(join(path, place), { bigint: true })
    if (found.isDirectory()) {
      folders.push(place)
      return true
    }
    if (!found.isFile()) return false
    for (const time of [found.mtimeNs, found.ctimeNs]) if (time > youngest) youngest = time
    lines.push(`${place}:${found.size}:${found.dev}:${found.ino}:${found.mtimeNs}:${found.ctimeNs}`)
    return true
  }
  try {
    if (!look('')) return null
    for (let here = folders.shift(); here !== undefined; here = folders.shift())
      for (const name of readdirSync(join(path, here))) {
        if (isIgnoredName(name)) continue
        if (!look(here === '' ? name : `${here}/${name}`)) return null
        if (lines.length > limits.files || folders.length > limits.files) return null
      }
  } catch {
    return null
  }
  const whole = lines.sort().join('\n')
  const signature = whole.length > longest ? createHash('sha256').update(whole).digest('hex') : whole
  return { signature, at, youngest: Number(youngest / 1_000_000n) }
}

/** Whether a file may have changed after this look at it without its times telling: then only its bytes tell. */
export function isRacy({ at, youngest }: Pick<Sight, 'at' | 'youngest'>): boolean {
  return youngest > at - coarsest
}
