import { access, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Connectors to start with. */
export interface Corpus {
  readonly name: string
  readonly dirs: readonly string[]
  /** Modules whose extensions read them. */
  readonly extensions: readonly string[]
  /** How many there are at least. */
  readonly count: number
}

const repository = join(import.meta.dirname, '../..')

/** Connectors that nobody here wrote; undefined where they, or what reads them, are not there. */
export async function findCorpus(): Promise<Corpus | undefined> {
  const root = process.env.JACKFIELD_CORPUS ?? join(repository, '../shared/corpus')
  const dirs = [join(root, 'openapi'), join(root, 'power-platform/connectors')]
  const modules = ['openapi', 'power-platform'].map((name) => join(repository, 'plugins', name, 'dist/index.js'))
  const extensions = await present(modules)
  if ((await present(dirs)).length < dirs.length || extensions.length === 0) return undefined
  const entries = (await Promise.all(dirs.map((dir) => readdir(dir)))).flat().length
  return {
    name: `the corpus of ${entries} files and folders`,
    dirs,
    extensions: extensions.map((path) => pathToFileURL(path).href),
    count: Math.floor(entries * 0.95),
  }
}

async function present(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map((path) =>
      access(path).then(
        () => [path],
        () => [],
      ),
    ),
  )
  return found.flat()
}
