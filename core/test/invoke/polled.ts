import { type BoundCall, type CodePoll, type PolledItem, pollCode } from '../../src/invoke/index.ts'
import type { Json, Operation } from '../../src/model/index.ts'
import type { LoopbackService } from '../http/loopback-service.ts'
import { action, type BoundOptions, bound, request } from './bound.ts'

/** Nothing answers there. */
const nowhere: LoopbackService = {
  ...{ connections: 0, seen: [], address: 'http://127.0.0.1:1' },
  async [Symbol.asyncDispose]() {},
}

interface Polled extends BoundOptions {
  readonly service?: LoopbackService
  readonly operation?: Partial<Operation>
  readonly timeout?: number
}

/** A bound trigger whose items a function finds. */
export function polled(
  codePoll: CodePoll,
  { service = nowhere, operation, timeout = 60_000, ...options }: Polled = {},
) {
  const { http: _http, ...rest } = action({}, { id: 'heard', kind: 'trigger', ...operation })
  const poll = { every: 60_000, window: 60_000, start: 'now' } as const
  const coded: Operation = { ...rest, code: { module: 'host', export: 'heard', timeout, poll } }
  return bound(service, coded, { codePoll, ...options })
}

/** The pages that its function hands on. */
export const pagesOf = (
  call: BoundCall,
  { cursor = null, ...more }: { cursor?: Json; signal?: AbortSignal } = {},
  input = {},
) => pollCode(call, { ...request(input, more), cursor })

/** The ids on each page, and the code of the error after them. */
export async function idsOf(pages: AsyncIterable<readonly PolledItem[]>): Promise<unknown[]> {
  const found: unknown[] = []
  try {
    for await (const page of pages) found.push(page.map(({ id }) => id).join(' '))
  } catch (error) {
    found.push((error as { code: string }).code)
  }
  return found
}

export const item = (id: string): PolledItem => ({ id, data: { id } })

export const numbered = (from: number, to: number): PolledItem[] =>
  Array.from({ length: to - from }, (_, index) => item(`${from + index}`))
