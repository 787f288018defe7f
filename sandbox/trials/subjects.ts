import { existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Format, SourceEntry, SourceFile } from '@jackfield/core'
import { openSource } from '@jackfield/openapi'
import type { Subject } from './trial.ts'

export type Corpus = 'openapi' | 'power-platform'

/** `$JACKFIELD_CORPUS`, or the folder beside the repository; `undefined` where there is none. */
export function corpusFolder(): string | undefined {
  const beside = fileURLToPath(new URL('../../../shared/corpus', import.meta.url))
  return [process.env.JACKFIELD_CORPUS, beside].find((dir) => dir !== undefined && existsSync(dir))
}

/** The entries of a corpus as they would be dropped in, by name. */
export async function subjectPaths(corpus: Corpus, folder: string): Promise<readonly string[]> {
  const dir = corpus === 'openapi' ? join(folder, 'openapi') : join(folder, 'power-platform/connectors')
  const names = await readdir(dir)
  return names.toSorted().map((name) => join(dir, name))
}

/** Reads one as the formats do. Answers the problems where nothing could serve. */
export async function readSubject(path: string, formats: readonly Format[]): Promise<Subject | readonly string[]> {
  const entry = await readEntry(path)
  const [format] = formats.toSorted((a, b) => Number(b.claims(entry)) - Number(a.claims(entry)))
  if (format === undefined || format.claims(entry) === false) return ['no format claims it']
  const { connector, problems } = await format.read(entry)
  if (connector === undefined) return problems.map(({ message }) => message)
  const [description] = entry.files.filter(({ path: file }) => !/apiProperties\.json$/i.test(file))
  const document = description === undefined ? undefined : (await openSource(entry, description)).document?.value
  if (typeof document !== 'object' || document === null) return ['it has no document']
  return { name: entry.name, path, connector, document }
}

async function readEntry(path: string): Promise<SourceEntry> {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (!(await stat(path)).isDirectory())
    return { name, path, kind: 'file', files: [{ path: name, bytes: await readFile(path) }] }
  const files: SourceFile[] = []
  for (const file of (await readdir(path)).toSorted())
    files.push({ path: file, bytes: await readFile(join(path, file)) })
  return { name, path, kind: 'folder', files }
}
