import { readFileSync } from 'node:fs'
import type { SourceFile } from '../format.ts'
import type { EntryRequest, ReadEntry } from './read-entry.ts'
import { type Sight, sightOf } from './sight.ts'

/**
 * Reads the files that a look found, at once, and looks again: what is as it was then was read whole, and half of it
 * from nothing else. `null`: it changed meanwhile, or something is wrong with it; it has to be read with more care.
 * `isEnough`: nothing is made of it before it is read again, and a later look will tell that it changed.
 */
export function readSighted({ path, name, shownAs }: EntryRequest, sight: Sight, isEnough = false): ReadEntry | null {
  const { kind, signature } = sight
  try {
    const files = sight.files.map((file): SourceFile => {
      const bytes = readFileSync(kind === 'file' ? path : `${path}/${file}`)
      return { path: kind === 'file' ? name : file, bytes }
    })
    const stands = isEnough || sightOf(path)?.signature === signature
    return stands ? { entry: { name, path: shownAs, kind, files }, problems: [] } : null
  } catch {
    return null
  }
}
