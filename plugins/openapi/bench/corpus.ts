import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReadConnector, SourceEntry } from '@jackfield/core'
import type { Covered } from '@jackfield/core/format'

/** Where connectors that nobody here wrote lie; undefined where they do not. */
export function corpusFolder(): string | undefined {
  const folder = process.env.JACKFIELD_CORPUS ?? join(import.meta.dirname, '../../../../shared/corpus')
  return existsSync(join(folder, 'openapi')) ? folder : undefined
}

export function openapiEntries(corpus: string): readonly SourceEntry[] {
  const folder = join(corpus, 'openapi')
  return readdirSync(folder)
    .sort()
    .map((name) => ({
      name,
      path: name,
      kind: 'file',
      files: [{ path: name, bytes: readFileSync(join(folder, name)) }],
    }))
}

/** The Swagger file of each Power Platform connector, by itself. */
export function swaggerEntries(corpus: string): readonly SourceEntry[] {
  const folder = join(corpus, 'power-platform/connectors')
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = readdirSync(join(folder, name)).find((file) => /^apidefinition\.swagger\.json$/i.test(file))
      if (path === undefined) return []
      return [
        {
          name: `${name}.json`,
          path: name,
          kind: 'file' as const,
          files: [{ path, bytes: readFileSync(join(folder, name, path)) }],
        },
      ]
    })
}

/** What was read, as coverage is counted. */
export function coveredBy(read: readonly ReadConnector[]): readonly Covered[] {
  return read.map(({ id, connector, problems }, index) => ({
    id: id ?? String(index),
    ...(connector !== undefined && { connector }),
    problems,
  }))
}
