import { createInterface, type Interface } from 'node:readline'
import { Writable } from 'node:stream'
import type { Prompt } from './command.ts'

interface Streams {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
}

/** Asks on a terminal. A person who ends the input (Ctrl-D) is taken to give empty answers. */
export function createPrompt({ input, output }: Streams): Prompt {
  let silent = false
  const echo = new Writable({
    write(chunk, _encoding, done) {
      if (!silent) output.write(chunk)
      done()
    },
  })
  let lines: Lines | undefined
  const next = (question: string): Promise<string> => {
    lines ??= readLines(createInterface({ input, output: echo, terminal: true }))
    output.write(question)
    return lines.next()
  }
  return {
    ask: async (question) => (await next(question)).trim(),
    async askSecret(question) {
      silent = true
      try {
        return (await next(question)).trim()
      } finally {
        silent = false
        output.write('\n')
      }
    },
    async askText(question, isWhole) {
      const read: string[] = []
      for (let line = await next(question); ; line = await next('')) {
        const text = read.join('\n')
        if (line.trim() === '-' && text === '') return '-'
        if (line.trim() === '' && (!read.at(-1)?.trim() || isWhole(text))) return text.trim()
        read.push(line)
      }
    },
    close: () => lines?.close(),
  }
}

interface Lines {
  next(): Promise<string>
  close(): void
}

/** Keeps lines that come before they are asked for: a pasted text comes all at once. */
function readLines(reader: Interface): Lines {
  const waiting: string[] = []
  let take: ((line: string) => void) | undefined
  let ended = false
  reader.on('line', (line) => {
    const taker = take
    take = undefined
    if (taker === undefined) waiting.push(line)
    else taker(line)
  })
  reader.on('SIGINT', () => process.kill(process.pid, 'SIGINT'))
  reader.on('close', () => {
    ended = true
    take?.('')
  })
  return {
    async next() {
      const line = waiting.shift()
      if (line !== undefined || ended) return line ?? ''
      const { promise, resolve } = Promise.withResolvers<string>()
      take = resolve
      return promise
    },
    close: () => reader.close(),
  }
}
