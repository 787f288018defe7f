import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Executor, Guest, GuestHost, Program } from './executor.ts'
import { createGuest } from './guest/guest.ts'
import { sdkSource } from './sdk-source.ts'

/** Runs what the host trusts in the host's own process, by the same messages; it can be asked to stop, not made to. */
export function trusted(): Executor {
  return { name: 'trusted', start }
}

function start(program: Program, host: GuestHost): Guest {
  let alive = true
  let folder: Promise<string> | undefined
  const toHost = (text: string): void => queueMicrotask(() => alive && host.message(text))
  const guest = createGuest({
    async load() {
      folder = written(program)
      const entry = join(await folder, 'connector', program.entry)
      const module: { readonly default?: unknown } = await import(/* @vite-ignore */ pathToFileURL(entry).href)
      return module.default
    },
    send: toHost,
  })
  return {
    send: (text) => queueMicrotask(() => alive && guest.receive(text)),
    async kill() {
      if (!alive) return
      alive = false
      host.ended('it was ended')
      // What could not be written has failed already, for whoever loaded it.
      const path = await folder?.catch(() => undefined)
      if (path !== undefined) await rm(path, { recursive: true, force: true })
    },
  }
}

/**
 * A private copy in a folder of its own: each import is fresh, with its relative ones, and finds the SDK beside it,
 * wherever the connector lies.
 */
async function written({ files }: Program): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jackfield-trusted-'))
  const core = 'node_modules/@jackfield/core'
  const exports = { './sdk': './sdk.js' }
  const all = [
    ['package.json', '{ "type": "module" }'],
    [`${core}/package.json`, JSON.stringify({ name: '@jackfield/core', type: 'module', exports })],
    [`${core}/sdk.js`, sdkSource],
    ...files.map(({ path, text }) => [`connector/${path}`, text]),
  ]
  for (const [path = '', text = ''] of all) {
    await mkdir(dirname(join(folder, path)), { recursive: true, mode: 0o700 })
    await writeFile(join(folder, path), text, { mode: 0o600 })
  }
  return folder
}
