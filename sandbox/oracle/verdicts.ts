import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { ImpactReport } from '@jackfield/core'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))

/** What the command line says of flows, as anybody would ask it. Each folder holds one file or folder a connector. */
export async function verdictsOf(folders: { base: string; revision: string; flows: string }): Promise<ImpactReport> {
  const { base, revision, flows } = folders
  const args = ['impact', '--base', base, '--revision', revision, '--flows', flows, '--format', 'json']
  const options = { cwd: root, maxBuffer: 2 ** 30 }
  const { stdout } = await run(process.execPath, ['core/bin/jackfield.js', ...args], options).catch(
    (error: { code?: unknown; stdout?: string; stderr?: string }) => {
      // 1: something is broken; 3: not all could be told.
      if ((error.code === 1 || error.code === 3) && error.stdout) return { stdout: error.stdout }
      throw new Error(`jackfield impact did not work: ${error.stderr ?? error}`)
    },
  )
  return JSON.parse(stdout) as ImpactReport
}
