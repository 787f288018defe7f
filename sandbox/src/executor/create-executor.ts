import type { Executor, Guest, GuestHost, GuestLimits } from '@jackfield/core/guest'
import { createBundler } from './create-bundler.ts'
import { type Channel, startProcess } from './start-process.ts'

export interface ExecutorOptions {
  /** MiB. */
  readonly memory: number
  readonly limits: GuestLimits
}

/** Guests in processes of their own: their code is bundled into one text and sent to them over the channel. */
export function createExecutor({ memory, limits }: ExecutorOptions): Executor {
  const bundler = createBundler()
  return {
    name: 'sandbox',
    limits,
    start(program, host) {
      const lines = Promise.all([bundler.guest(), bundler.connector(program)])
      return guestOf(host, async (ended) => {
        const [script, code] = await lines
        const channel = startProcess({ script, memory, message: host.message, ended })
        void channel.send(code)
        return channel
      })
    },
  }
}

/** A guest that is on its way up: what is sent meanwhile waits. */
function guestOf(host: GuestHost, open: (ended: (reason: string) => void) => Promise<Channel>): Guest {
  const waiting: string[] = []
  let channel: Channel | undefined
  let isOver = false
  const end = (reason: string): void => {
    if (!isOver) host.ended(reason)
    isOver = true
  }
  const opened = open(end).then(
    (up) => {
      channel = up
      if (isOver) return up.kill()
      for (const text of waiting.splice(0)) void up.send(text)
      return undefined
    },
    (error: unknown) => end((error as Error).message),
  )
  return {
    send(text) {
      if (channel !== undefined) return channel.send(text)
      waiting.push(text)
      return undefined
    },
    async kill() {
      end('it was ended')
      await (channel === undefined ? opened : channel.kill())
    },
  }
}
