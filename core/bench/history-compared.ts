import { execFile } from 'node:child_process'
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { type Measurement, told } from './measurement.ts'

const repository = join(import.meta.dirname, '../..')
const history = join(process.env.JACKFIELD_CORPUS ?? join(repository, '../shared/corpus'), 'power-platform/history')
const extension = join(repository, 'plugins/openapi/dist/index.js')

interface Pair {
  readonly old: string
  readonly new: string
}

/**
 * `jackfield diff` of two folders, with every published change of connectors that others wrote: all of the process,
 * from its start over the reading of twice as many documents to the report. Nothing where the corpus is not at hand.
 */
export async function historyCompared(): Promise<Measurement[]> {
  if (!(await isThere(join(history, 'pairs.json'))) || !(await isThere(extension))) return []
  const dir = await mkdtemp(join(tmpdir(), 'jackfield-bench-'))
  try {
    const pairs: readonly Pair[] = JSON.parse(await readFile(join(history, 'pairs.json'), 'utf8'))
    await writeFile(
      join(dir, 'jackfield.config.ts'),
      `import { openapi } from ${JSON.stringify(pathToFileURL(extension).href)}\nexport default { extensions: [openapi()] }\n`,
    )
    for (const [index, pair] of pairs.entries()) {
      await unpack(join(dir, 'base'), `pair-${index}`, pair.old)
      await unpack(join(dir, 'revision'), `pair-${index}`, pair.new)
    }
    const reading = await timeOf(dir, ['diff', '--base', 'base', '--revision', 'base'])
    const figure = await timeOf(dir, ['diff', '--base', 'base', '--revision', 'revision'])
    const name = `${pairs.length} pairs of the history read and compared / read and compared with themselves`
    return [told({ name, unit: 'ms', figure, reference: reading })]
  } finally {
    await rm(dir, { recursive: true })
  }
}

async function unpack(folder: string, id: string, blob: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const text = gunzipSync(await readFile(join(history, 'versions', `${blob}.json.gz`)))
  await writeFile(join(folder, `${id}.json`), text)
}

async function timeOf(cwd: string, argv: readonly string[]): Promise<number> {
  const start = performance.now()
  const bin = join(repository, 'core/bin/jackfield.js')
  const report = await promisify(execFile)(process.execPath, [bin, ...argv, '--format', 'json'], {
    cwd,
    maxBuffer: 2 ** 28,
  }).catch((error) => error)
  // Changes that break, and documents that are not whole, have exit codes of their own.
  const { changes } = JSON.parse(report.stdout)
  if (!Array.isArray(changes)) throw new Error('There is no report.')
  return performance.now() - start
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
