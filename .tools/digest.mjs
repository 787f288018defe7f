import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './places.mjs'

/**
 * A digest over files and folders: their names and what they hold.
 * @param {string[]} paths relative to the root; those that do not exist count as such
 */
export function digestOf(paths) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`)
  for (const path of paths.flatMap(filesUnder).sort()) {
    hash.update(`\0${path}\0`).update(existsSync(join(root, path)) ? readFileSync(join(root, path)) : 'absent')
  }
  return hash.digest('hex')
}

/**
 * @param {string} path relative to the root
 * @returns {string[]}
 */
export function filesUnder(path) {
  const full = join(root, path)
  if (!existsSync(full) || !statSync(full).isDirectory()) return [path]
  return readdirSync(full).flatMap((name) => filesUnder(`${path}/${name}`))
}
