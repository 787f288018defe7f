import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Prompt } from '../../src/cli/command.ts'
import { main } from '../../src/cli/index.ts'
import { assertWritten } from '../impact/assert-report.ts'

export const repository: string = fileURLToPath(new URL('../../../', import.meta.url))

/** What a command printed, and its exit code. */
export interface Printed {
  readonly code: number
  readonly out: string
  readonly err: string
}

export interface Circumstances {
  readonly env?: Readonly<Record<string, string>>
  readonly terminal?: boolean
  /** What a person at the terminal answers, in order; more is not asked. */
  readonly answers?: readonly string[]
  /** Standard input. */
  readonly input?: string
}

/** A folder to run commands in, with both connectors of the repository as `base` and as `revision`. */
export interface Folder extends AsyncDisposable {
  readonly dir: string
  jackfield(...argv: readonly string[]): Promise<Printed>
  jackfieldIn(circumstances: Circumstances, ...argv: readonly string[]): Promise<Printed>
  write(path: string, text: string): Promise<void>
  /** Copies a file or folder of the repository. */
  copy(from: string, to: string): Promise<void>
  edit(path: string, change: (text: string) => string): Promise<void>
}

export const trackerManifest = 'revision/production-tracker/connector.yaml'

export async function openFolder(): Promise<Folder> {
  const dir = await mkdtemp(join(tmpdir(), 'jackfield cli '))
  async function jackfieldIn(circumstances: Circumstances, ...argv: readonly string[]) {
    const { env = {}, terminal = false, answers, input = '' } = circumstances
    const printed = { out: '', err: '' }
    const code = await main(argv, {
      cwd: dir,
      env,
      terminal,
      ...(answers !== undefined && { prompt: scripted(answers) }),
      input: async () => input,
      out(text) {
        printed.out += text
      },
      err(text) {
        printed.err += text
      },
    })
    if (isReport(argv, printed.out)) assertWritten(JSON.parse(printed.out))
    return { code, ...printed }
  }
  const folder: Folder = {
    dir,
    jackfieldIn,
    jackfield: (...argv) => jackfieldIn({}, ...argv),
    async write(path, text) {
      await mkdir(dirname(join(dir, path)), { recursive: true })
      await writeFile(join(dir, path), text)
    },
    copy: (from, to) => cp(join(repository, from), join(dir, to), { recursive: true }),
    async edit(path, change) {
      await writeFile(join(dir, path), change(await readFile(join(dir, path), 'utf8')))
    },
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  }
  for (const side of ['base', 'revision']) await folder.copy('plugins/connectors', side)
  return folder
}

/** Every report that a test has printed as JSON is as its schema says. */
function isReport([command = '', ...argv]: readonly string[], out: string): boolean {
  return ['diff', 'impact'].includes(command) && argv.includes('json') && out !== ''
}

/** Answers as if somebody typed them; a question without one fails the test. */
function scripted(answers: readonly string[]): Prompt {
  const left = [...answers]
  const next = async (question: string): Promise<string> => {
    const answer = left.shift()
    if (answer === undefined) throw new Error(`Nobody answers: ${question}`)
    return answer
  }
  return { ask: next, askSecret: next, askText: next, close() {} }
}

/** A folder whose command line reads flows, with `restock-on-completion` of FORMATS in `flows`. */
export async function openFlowFolder(): Promise<Folder> {
  const folder = await openFolder()
  const flows = pathToFileURL(join(repository, 'plugins/flows/src/index.ts'))
  await folder.write(
    'jackfield.config.ts',
    `import { flows } from '${flows}'\nexport default { extensions: [flows()] }\n`,
  )
  await folder.copy('sandbox/flows/restock-on-completion.yaml', 'flows/restock-on-completion.yaml')
  return folder
}
