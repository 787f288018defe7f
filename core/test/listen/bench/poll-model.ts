import type { CodePolling, Cursor, Poll } from '../../../src/model/index.ts'

export const minute = 60_000
export const day: number = 24 * 60 * minute

/** The production tracker's trigger, as its manifest has it. */
export function ordersPoll({
  cursor,
  ...rest
}: Partial<Omit<Poll, 'cursor'>> & { cursor?: Partial<Cursor> | null } = {}): Poll {
  const poll: Poll = {
    http: { method: 'GET', path: '/orders', parameters: [], timeout: 5000, attempts: 1 },
    items: '/orders',
    pages: { kind: 'next', next: '/next', max: 100 },
    every: minute,
    dedupe: { key: ['/id', '/completedAt'], window: 30 * day },
    ...rest,
  }
  if (cursor === null) return poll
  const send = { in: 'query', name: 'since' } as const
  return {
    ...poll,
    cursor: { from: '/completedAt', type: 'date-time', send, overlap: 5 * minute, start: 'beginning', ...cursor },
  }
}

/** The same trigger with a function of the host's own. */
export function codedOrders(more: Partial<CodePolling> = {}): CodePolling {
  return { every: minute, window: 30 * day, start: 'beginning', ...more }
}
