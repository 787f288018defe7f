import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/** The modules of a connector; `null` asks for the guest's own program. */
export type BundleRequest = {
  readonly entry: string
  readonly files: readonly { readonly path: string; readonly text: string }[]
  readonly sdk: string
} | null

/** One of them: the code, or why there is none. */
export interface BundleAnswer {
  readonly code?: string
  readonly error?: string
}

const within = 20_000

/** Runs `bundle-main` once. Throws `Error` with what it says is wrong. */
export async function runBundler(request: BundleRequest): Promise<string> {
  const here = fileURLToPath(import.meta.url)
  const main = here.replace(/run-bundler\.([jt]s)$/, 'bundle-main.$1')
  const options = ['--permission', '--allow-addons', '--allow-fs-read=*', '--max-old-space-size=512', '--no-warnings']
  const child = spawn(process.execPath, [...options, main], { env: {}, stdio: ['pipe', 'pipe', 'pipe'] })
  const timer = setTimeout(() => child.kill('SIGKILL'), within)
  child.stdin.on('error', () => {})
  child.stdin.end(JSON.stringify(request))
  const [written, failure] = await Promise.all([text(child.stdout), text(child.stderr)])
  clearTimeout(timer)
  const { code, error } = read(written)
  if (code !== undefined) return code
  throw new Error(error ?? `its modules could not be put together${request === null ? `: ${failure.slice(-500)}` : ''}`)
}

function read(written: string): BundleAnswer {
  try {
    return JSON.parse(written) as BundleAnswer
  } catch {
    return {}
  }
}
