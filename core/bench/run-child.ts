import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Runs a module's text in a fresh Node; what it prints last is the number. */
export async function runChild(source: string, env: Readonly<Record<string, string>> = {}): Promise<number> {
  const flags = ['--expose-gc', '--input-type=module']
  const { stdout } = await run(process.execPath, [...flags, '--eval', source], {
    cwd: import.meta.dirname,
    env: { ...process.env, ...env },
  })
  const figure = Number(stdout.trim().split('\n').at(-1))
  if (Number.isNaN(figure)) throw new Error(`A measuring process printed ${JSON.stringify(stdout)}.`)
  return figure
}
