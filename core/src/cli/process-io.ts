import { dirname } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Io } from './command.ts'
import { createPrompt } from './terminal-prompt.ts'

/** What the command line reads and writes as a process of its own. */
export function processIo({ stdin, stdout, stderr, env, cwd }: NodeJS.Process = process): Io {
  const colours = stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb'
  return {
    cwd: cwd(),
    installed: dirname(dirname(fileURLToPath(import.meta.resolve('@jackfield/core/package.json')))),
    env,
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    terminal: stderr.isTTY === true,
    colours,
    ...(stdin.isTTY === true && stderr.isTTY === true && { prompt: createPrompt({ input: stdin, output: stderr }) }),
    input: () => text(stdin),
    interrupted,
    ...(stdin.isTTY === true && { onKey: (signal, hear) => readKeys(stdin, signal, hear) }),
  }
}

/** Once asked for, Ctrl-C ends the command in order instead of at once; a second one ends it all the same. */
function interrupted(): AbortSignal {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort())
  return stop.signal
}

function readKeys(stdin: NodeJS.ReadStream, signal: AbortSignal, hear: (key: string) => void): void {
  const onData = (bytes: Buffer): void => {
    for (const key of bytes.toString('utf8')) {
      if (key === '\u0003') process.kill(process.pid, 'SIGINT')
      else hear(key)
    }
  }
  stdin.setRawMode(true).resume().on('data', onData)
  signal.addEventListener('abort', () => stdin.off('data', onData).setRawMode(false).pause(), { once: true })
}
