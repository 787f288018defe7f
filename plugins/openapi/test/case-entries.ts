import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SourceEntry } from '@jackfield/core'

/** Where the cases lie: each a folder as an author would drop it, with `expected.json`. */
export const casesFolder: string = join(import.meta.dirname, 'cases')

export function caseEntries(): readonly SourceEntry[] {
  return readdirSync(casesFolder).map(caseEntry)
}

export function caseEntry(name: string): SourceEntry {
  const folder = join(casesFolder, name)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && file.name !== 'expected.json')
    .map((file) => join(file.parentPath, file.name))
  return {
    name,
    path: name,
    kind: 'folder',
    files: files.map((file) => ({ path: file.slice(folder.length + 1), bytes: readFileSync(file) })),
  }
}
