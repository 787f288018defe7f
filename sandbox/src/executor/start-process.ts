import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmdirSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { frame, frameReader } from './frames.ts'

export interface ProcessOptions {
  /** The guest's whole program: it needs no file. */
  readonly script: string
  /** MiB. */
  readonly memory: number
  message(text: string): void
  /** Once, last. */
  ended(reason: string): void
}

export interface Channel {
  /**
   * Resolves when the system has taken it, which holds little that the guest has not read; or when the guest is gone.
   */
  send(text: string): Promise<void>
  kill(): Promise<void>
}

/** What Node itself takes of the data limit (KiB), most of it reserved for compiled code and never used. */
const ownData = 700 * 1024

/** A script of the shell around the guest: limits it, and kills it when the host closes descriptor 4 or is gone. */
const keeper = (memory: number): string =>
  [
    'ulimit -c 0',
    process.platform === 'linux' ? `ulimit -d ${ownData + 2 * memory * 1024}` : ':',
    '"$@" 4<&- & pid=$!',
    'exec 3<&-',
    'read -r line <&4',
    'kill -9 $pid',
    'cd / && rmdir "$OLDPWD"',
  ].join('\n')

/** Starts a guest's process, without environment, files, network or other processes, in an empty folder of its own. */
export function startProcess({ script, memory, message, ended }: ProcessOptions): Channel {
  const cwd = mkdtempSync(join(tmpdir(), 'jackfield-guest-'))
  const child = launch(script, { memory, cwd })
  const channel = child.stdio[3] as Socket
  const watched = child.stdio[4] as Socket
  let reason: string | undefined
  const gone = new Promise<void>((resolve) => child.once('close', resolve).once('error', () => resolve()))
  const stop = (why: string): void => {
    if (reason !== undefined) return
    reason = why
    kill(child)
    channel.destroy()
    watched.destroy()
    removeFolder(cwd)
    ended(why)
  }
  const read = frameReader((text) => reason === undefined && message(text))
  channel.on('data', (bytes: Buffer) => {
    try {
      read(bytes)
    } catch (error) {
      stop((error as Error).message)
    }
  })
  for (const end of ['end', 'close', 'error']) channel.once(end, () => stop('its process ended, out of memory perhaps'))
  watched.on('error', () => {})
  child.once('error', (error) => stop(`its process could not be started: ${error.message}`))
  return {
    send: (text) =>
      new Promise((resolve) => {
        if (reason === undefined) channel.write(frame(text), () => resolve())
        else resolve()
      }),
    async kill() {
      stop('it was ended')
      await gone
      removeFolder(cwd)
    },
  }
}

const limitsOf = (memory: number): readonly string[] => [
  '--permission',
  '--frozen-intrinsics',
  '--disable-proto=delete',
  '--disallow-code-generation-from-strings',
  '--disable-wasm-trap-handler',
  '--no-warnings',
  `--max-old-space-size=${memory}`,
  `--max-semi-space-size=${Math.max(1, Math.floor(memory / 32))}`,
]

/** A group of its own, so that all of it can be killed at once. */
function launch(script: string, { memory, cwd }: { readonly memory: number; readonly cwd: string }): ChildProcess {
  const command = [process.execPath, ...limitsOf(memory), '--input-type=module', '--eval', script]
  const shell = process.platform === 'win32' ? command : ['/bin/sh', '-c', keeper(memory), 'sh', ...command]
  const [file = '', ...args] = shell
  return spawn(file, args, { cwd, env: {}, detached: true, stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] })
}

function kill(child: ChildProcess): void {
  try {
    if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL')
    else child.kill('SIGKILL')
  } catch {
    // It is gone already.
  }
}

/** It is empty: a guest can't write. Whoever comes second finds it gone. */
function removeFolder(path: string): void {
  try {
    rmdirSync(path)
  } catch {
    // Gone, or still somebody's working folder on a system that keeps those.
  }
}
