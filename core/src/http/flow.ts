import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import { decodeStream } from './decode-stream.ts'
import type { Hop } from './redirect.ts'
import type { SendWatch } from './send-watch.ts'
import type { AnswerHead, Receive } from './transport.ts'
import { withoutCoding } from './without-coding.ts'

/** The body of one answer on its way to whoever takes it, no faster than that one goes. */
export interface Flow {
  push(chunk: Buffer): void
  end(): void
  /** The answer broke off; whoever takes it learns why. */
  fail(error: Error): void
  /** The headers of what was taken; rejects with what the taking threw. */
  readonly taken: Promise<AnswerHead['headers']>
}

export interface FlowOptions {
  readonly receive?: Receive | undefined
  readonly watch: SendWatch
  readonly hop: Hop
  readonly maxBytes: number
}

/** Undefined where nobody takes the body of this answer. */
export function openFlow(
  raw: AnswerHead,
  controller: Pick<Dispatcher.DispatchController, 'pause' | 'resume'>,
  { receive, watch, hop, maxBytes }: FlowOptions,
): Flow | undefined {
  const coding = raw.headers['content-encoding']
  const headers = coding === undefined ? raw.headers : withoutCoding(raw.headers)
  const take = receive?.({ status: raw.status, headers })
  if (take === undefined) return undefined
  const pieces = new Readable({ read: () => controller.resume() })
  pieces.on('error', () => {})
  return {
    push(chunk) {
      watch.moved()
      if (!pieces.push(chunk)) controller.pause()
    },
    end: () => void pieces.push(null),
    fail: (error) => void pieces.destroy(error),
    taken: take(decodeStream(pieces, coding, { hop, maxBytes })).then(() => headers),
  }
}
