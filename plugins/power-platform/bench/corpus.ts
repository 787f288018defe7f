import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SourceEntry } from '@jackfield/core'

/** Where connectors that nobody here wrote lie; undefined where they do not. */
export function corpusFolder(): string | undefined {
  const corpus = process.env.JACKFIELD_CORPUS ?? join(import.meta.dirname, '../../../../shared/corpus')
  const folder = join(corpus, 'power-platform/connectors')
  return existsSync(folder) ? folder : undefined
}

export function corpusEntries(folder: string): readonly SourceEntry[] {
  return readdirSync(folder)
    .sort()
    .map((name) => ({
      name,
      path: name,
      kind: 'folder',
      files: readdirSync(join(folder, name)).map((path) => ({ path, bytes: readFileSync(join(folder, name, path)) })),
    }))
}
