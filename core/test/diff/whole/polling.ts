import type { Code, CodePolling, Cursor, Pages, Poll } from '../../../src/model/index.ts'
import { http } from './http.ts'
import type { Whole } from './whole.ts'

const size = { name: 'size', value: 10 }

/** Every way to walk pages. */
export const pages: readonly Pages[] = [
  { kind: 'next', next: '/next', max: 10 },
  { kind: 'page', in: 'query', page: 'page', size, more: '/more', max: 10 },
  { kind: 'cursor', in: 'body', cursor: 'cursor', from: '/cursor', size, max: 10 },
  { kind: 'offset', in: 'query', offset: 'offset', size, more: '/more', total: '/total', max: 10 },
  { kind: 'link', rel: 'next', max: 10 },
]

const cursor: Whole<Cursor> = {
  from: '/at',
  type: 'date-time',
  send: { in: 'query', name: 'since' },
  overlap: 1000,
  start: 'now',
}

export const poll: Whole<Poll> = {
  http,
  items: '/items',
  pages: pages[0] as Pages,
  every: 1000,
  dedupe: { key: ['/id'], window: 1000 },
  cursor,
}

const codePolling: Whole<CodePolling> = { every: 1000, window: 1000, start: 'now' }
export const code: Whole<Code> = { module: 'a.ts', export: 'run', timeout: 1000, poll: codePolling }
