import { createHash } from 'node:crypto'
import type { Format, SourceEntry } from '../load/index.ts'
import type { Problem } from '../model/index.ts'
import type { Executor, Program, ProgramFile } from './executor.ts'
import { entriesOf, filesOf, trustName } from './program.ts'
import { openSession } from './session.ts'

/** The name of the format; revisions of it carry their code. */
export const codeFormatName = 'code'

const definitionWithin = 10_000

export interface CodeFormatOptions {
  /** What runs an entry of that name; `null` where nothing does. */
  executorFor(name: string): { readonly executor: Executor; readonly trusted: boolean } | null
}

/**
 * Reads `connector.ts`, `connector.js` or a single such file: its definition is told by the guest that an executor
 * starts.
 */
export function codeFormat(options: CodeFormatOptions): Format {
  return {
    name: codeFormatName,
    version: 1,
    keepsText: (path) => /\.([cm]?[jt]s|json)$/.test(path),
    claims: (entry) => (entriesOf(entry).length > 0 ? 11 : 0),
    read: (entry) => read(entry, options),
  }
}

type Read = Awaited<ReturnType<Format['read']>>

async function read(entry: SourceEntry, { executorFor }: CodeFormatOptions): Promise<Read> {
  const [path = '', ...more] = entriesOf(entry)
  const file = entry.kind === 'file' ? entry.path : `${entry.path}/${path}`
  const manifest = entry.files.find((one) => /^connector\.(ya?ml|json)$/.test(one.path))
  const other = more[0] ?? (entry.kind === 'folder' ? manifest?.path : undefined)
  if (other !== undefined) return refused(ambiguous(file, other))
  const chosen = executorFor(trustName(entry.name))
  if (chosen === null) return refused(withoutExecutor(file, trustName(entry.name)))
  try {
    const program = { name: entry.name, entry: path, files: filesOf(entry) }
    const described = await describe(program, chosen.executor)
    const { readDescription } = await import('../load/index.ts')
    const found = readDescription(described, { file, module: digestOf(program.files) })
    const isOther = chosen.trusted && found.id !== undefined && found.id !== trustName(entry.name)
    return isOther ? refused(misnamed(file, found.id, trustName(entry.name))) : found
  } catch (error) {
    return refused(failed(entry, file, error as Error))
  }
}

/** By a guest of its own, which ends with it: a definition is read seldom. */
async function describe(program: Program, executor: Executor): Promise<unknown> {
  const session = openSession({ executor, program })
  const within = executor.limits?.definition ?? definitionWithin
  const timer = setTimeout(() => void session.end(`it gave no definition within ${within} ms`), within)
  try {
    return await session.describe()
  } catch (error) {
    throw session.ended === null ? error : new Error(session.ended)
  } finally {
    clearTimeout(timer)
    await session.end('its definition was read')
  }
}

function digestOf(files: readonly ProgramFile[]): string {
  return createHash('sha256')
    .update(JSON.stringify(files.map(({ path, text }) => [path, text])))
    .digest('hex')
}

function refused(problem: Problem): Read {
  return { problems: [problem] }
}

function ambiguous(file: string, other: string): Problem {
  const message = `The folder has ${other} too.`
  return { code: 'manifest-ambiguous', message, file, hint: 'keep one of them.' }
}

function withoutExecutor(file: string, name: string): Problem {
  return {
    code: 'executor-missing',
    message: 'A connector with code of its own is not run: no executor is installed.',
    file,
    hint: `give createKernel extensions: [sandbox()] of @jackfield/sandbox; or trust: ['${name}'], if it is as trusted as the host itself; or write it as connector.yaml.`,
  }
}

function misnamed(file: string, id: string, name: string): Problem {
  const message = `The host trusts "${name}", and the connector's id is "${id}".`
  return { code: 'executor-missing', message, file, hint: 'a trusted connector has the same id as its file or folder.' }
}

function failed(entry: SourceEntry, file: string, error: Error): Problem {
  const { text, ...place } = placeOf(entry, error.message) ?? { text: error.message, file }
  const message = `Its definition can't be read: ${text.replace(/\.+$/, '')}.`
  return {
    code: 'code-failed',
    message,
    ...place,
    hint: 'correct the code; nothing at the top of a module may do work.',
  }
}

type Place = Required<Pick<Problem, 'file' | 'line' | 'column'>>

/** Where an executor says that something of the program's own files is wrong. */
function placeOf(entry: SourceEntry, message: string): (Place & { readonly text: string }) | undefined {
  const [, path, line, column, text = ''] = /^([^:\n]+):(\d+):(\d+): (.+)$/s.exec(message) ?? []
  if (!entry.files.some((file) => file.path === path)) return undefined
  const file = entry.kind === 'file' ? entry.path : `${entry.path}/${path}`
  return { text, file, line: Number(line), column: Number(column) }
}
