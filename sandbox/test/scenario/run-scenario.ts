import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const entry = join(root, 'sandbox', 'dist', 'scenario', 'main.js')

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** What it left in the folder for temporary files. */
  readonly files: readonly string[]
  /** The processes that it left, where the system tells. */
  readonly processes: readonly string[]
}

export interface Running {
  readonly child: ChildProcess
  /** Resolves when it has printed this. */
  printed(text: string): Promise<string>
  readonly ended: Promise<Ended>
}

/** Builds what `npm start` runs, where it is not built already. */
export async function build(): Promise<void> {
  const child = spawn(process.execPath, [join(root, '.tools', 'run.mjs'), 'build'], { stdio: 'inherit' })
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error('The scenario does not build.')
}

/** Starts the scenario as `npm start` does, piped, with a folder of its own for temporary files. */
export async function runScenario(args: readonly string[], fault?: number): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'scenario-'))
  const faulty = fault === undefined ? {} : { JACKFIELD_FAULT: String(fault) }
  const env = { ...process.env, TMPDIR: folder, TMP: folder, TEMP: folder, ...faulty }
  const child = spawn(process.execPath, [entry, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const stdout = collect(child.stdout)
  const stderr = collect(child.stderr)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve)).then(async (code) => {
    const left = { files: await readdir(folder), processes: await processesWith(folder) }
    await rm(folder, { recursive: true, force: true })
    return { code, stdout: stdout.text(), stderr: stderr.text(), ...left }
  })
  return { child, ended, printed: (text) => Promise.race([stdout.has(text), ended.then(failing(text))]) }
}

/** Runs a line that was printed, as a shell would, in the project's folder. */
export async function runLine(line = 'false'): Promise<Pick<Ended, 'code' | 'stdout' | 'stderr'>> {
  const child = spawn(line, { cwd: root, shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const stdout = collect(child.stdout)
  const stderr = collect(child.stderr)
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, stdout: stdout.text(), stderr: stderr.text() }
}

function collect(stream: NodeJS.ReadableStream): { text(): string; has(part: string): Promise<string> } {
  let text = ''
  stream.setEncoding('utf8').on('data', (more: string) => {
    text += more
  })
  const has = (part: string): Promise<string> =>
    new Promise((resolve) => {
      const look = (): void => void (text.includes(part) && resolve(text))
      stream.on('data', look)
      look()
    })
  return { text: () => text, has }
}

const failing =
  (text: string) =>
  ({ stdout, stderr }: Ended): never => {
    throw new Error(`It ended before it said "${text}".\n${stdout}\n${stderr}`)
  }

/** Found by the folder in their environment: only Linux shows it. */
async function processesWith(folder: string): Promise<string[]> {
  if (process.platform !== 'linux') return []
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const environments = await Promise.all(ids.map((id) => readFile(`/proc/${id}/environ`, 'utf8').catch(() => '')))
  return ids.filter((_id, index) => environments[index]?.includes(`TMPDIR=${folder}`))
}
