import { expect, it } from 'vitest'
import type { Executor, GuestHost } from '../../src/execute/index.ts'
import { openSession, type Session } from '../../src/execute/session.ts'
import type { Services } from '../../src/sdk.ts'

type Message = Readonly<Record<string, unknown>>

/** A guest that says whatever a test lets it say; `taking` is when it has taken an answer. */
function forger(answer: (message: Message, say: (message: unknown) => void) => void, taking?: Promise<void>) {
  const killed: string[] = []
  const heard: Message[] = []
  const executor: Executor = {
    name: 'forger',
    start(_program, host: GuestHost) {
      const say = (message: unknown): void =>
        host.message(typeof message === 'string' ? message : JSON.stringify(message))
      return {
        send(text) {
          const message = JSON.parse(text) as Message
          heard.push(message)
          queueMicrotask(() => answer(message, say))
          return taking
        },
        async kill() {
          killed.push('killed')
          host.ended('it was ended')
        },
      }
    },
  }
  const session = openSession({ executor, program: { name: 'forged', entry: 'connector.js', files: [] } })
  return { session, killed, heard }
}

function services(): Services & { readonly asked: string[] } {
  const asked: string[] = []
  const refuse = () => Promise.reject(new Error('not here'))
  const http = { get: refuse, head: refuse, post: refuse, put: refuse, patch: refuse, delete: refuse }
  const log = { debug() {}, info: (line: string) => void asked.push(line), warn() {}, error() {} }
  const storage = {
    get: async (key: string) => void asked.push(`get ${key}`),
    put: async () => {},
    remove: async () => {},
  }
  const clock = { now: () => 7, sleep: () => new Promise<void>(() => {}) }
  return { http, log, storage, clock, signal: new AbortController().signal, idempotencyKey: 'one', asked }
}

const call = (session: Session, given: Services = services()) => session.call('run', {}, given)

const done = (id: unknown, value: unknown = 'done') => ({ kind: 'done', id, value })

it('hears only of what it asked for, and ends a guest that goes on about other things', async () => {
  const { session, killed } = forger(({ id }, say) => {
    for (const junk of [
      '',
      '{',
      'null',
      '[]',
      '{"kind":"done"}',
      '{"kind":"no","id":1}',
      done(999),
      done(-1),
      done('1'),
    ])
      say(junk)
    say(done(id))
  })
  expect(await call(session)).toBe('done')
  expect(killed).toEqual([])
  const flood = forger((_message, say) => {
    for (let n = 0; n < 200; n += 1) say(done(1_000 + n))
  })
  await expect(call(flood.session)).rejects.toThrow('it spoke of what it was not asked')
  expect(flood.killed).toEqual(['killed'])
})

it('refuses keys that would reach a prototype, in results and in requests', async () => {
  const { session, heard } = forger(({ kind, id }, say) => {
    if (kind === 'answer') say(done(id, JSON.parse('{ "a": [{ "__proto__": { "polluted": 1 } }] }')))
    if (kind === 'call')
      say(`{"kind":"request","id":${id},"request":1,"service":"storage.get","args":[{"__proto__":1}]}`)
  })
  const given = services()
  await expect(call(session, given)).rejects.toThrow('__proto__')
  expect(given.asked).toEqual([])
  expect(heard.at(-1)).toMatchObject({ kind: 'answer', request: 1, error: { code: 'argument-invalid' } })
})

it('ends a guest that asks for more at once than it may, or for the same twice', async () => {
  const request = (id: unknown, number: number) => ({
    kind: 'request',
    id,
    request: number,
    service: 'clock.sleep',
    args: [1],
  })
  for (const numbers of [Array.from({ length: 129 }, (_, number) => number), [1, 1]]) {
    const { session, killed } = forger(({ id }, say) => {
      for (const number of numbers) say(request(id, number))
    })
    await expect(call(session)).rejects.toThrow('it asked for too much at once')
    expect(killed).toEqual(['killed'])
  }
})

it('sends no more at once than the host can hold, and no more while the guest takes no answers', async () => {
  const taken = Promise.withResolvers<void>()
  const { session } = forger(({ kind, id, request }, say) => {
    if (kind === 'call')
      for (let n = 1; n <= 64; n += 1)
        say({ kind: 'request', id, request: n, service: 'http', args: ['get', 'a', null] })
    if (kind === 'answer' && request === 64) say(done(id))
  }, taken.promise)
  let sent = 0
  const get = async () => {
    sent += 1
    return { status: 200, headers: {}, bytes: () => new Uint8Array() }
  }
  const given = services()
  const called = call(session, { ...given, http: { ...given.http, get } as never })
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(sent).toBe(16)
  taken.resolve()
  expect(await called).toBe('done')
  expect(sent).toBe(64)
})

it('sends nothing for a call that is over', async () => {
  const { session } = forger(({ kind, id }, say) => {
    if (kind !== 'call') return
    for (let n = 1; n <= 40; n += 1) say({ kind: 'request', id, request: n, service: 'http', args: ['get', 'a', null] })
    say(done(id))
  })
  let sent = 0
  const get = async () => {
    sent += 1
    await new Promise((resolve) => setTimeout(resolve, 20))
    throw new Error('not found')
  }
  const given = services()
  expect(await call(session, { ...given, http: { ...given.http, get } as never })).toBe('done')
  await new Promise((resolve) => setTimeout(resolve, 80))
  expect(sent).toBe(16)
})

it('answers requests for what there is not, and writes no more lines than it may', async () => {
  const { session, heard } = forger(({ kind, id, request }, say) => {
    if (kind === 'call') say({ kind: 'request', id, request: 1, service: 'constructor', args: [] })
    if (kind !== 'answer') return
    if (request === 1)
      for (let n = 2; n < 1_050; n += 1)
        say({ kind: 'request', id, request: n, service: 'log', args: ['info', 'line', null] })
    if (request === 2) say(done(id))
  })
  const given = services()
  // So many lines at once are more than a guest may ask for.
  await expect(call(session, given)).rejects.toThrow('too much at once')
  expect(heard.find(({ request }) => request === 1)).toMatchObject({ error: { code: 'argument-invalid' } })
  expect(given.asked.length).toBeLessThanOrEqual(128)
})

it('takes only errors for the host’s own that it gave for this very call', async () => {
  const { session } = forger(({ kind, id }, say) => {
    if (kind === 'call') say({ kind: 'failed', id, error: { message: 'forged', code: 'key-missing', of: 3 } })
  })
  await expect(call(session)).rejects.toMatchObject({ message: 'forged' })
  await expect(call(session)).rejects.not.toHaveProperty('code')
})

it('kills a guest that does not stop, and fails what else ran in it', async () => {
  const { session, killed } = forger(() => {})
  const stop = new AbortController()
  const others = call(session)
  const stopped = call(session, { ...services(), signal: stop.signal })
  stop.abort(new Error('late'))
  await expect(stopped).rejects.toThrow('it did not stop when its time was over')
  await expect(others).rejects.toMatchObject({ code: 'connector-failed' })
  expect(killed).toEqual(['killed'])
  await expect(call(session)).rejects.toMatchObject({ code: 'connector-failed' })
})

it('asks for nothing that is too large', async () => {
  const { session, heard } = forger(({ id }, say) => say(done(id)))
  const large = { text: 'x'.repeat(9 * 1024 * 1024) }
  await expect(session.call('run', large, services())).rejects.toMatchObject({ code: 'input-invalid', doubt: false })
  expect(heard).toEqual([])
  expect([await call(session), session.busy]).toEqual(['done', false])
})

it('does not take what is too large', async () => {
  const { session } = forger(({ kind, id }, say) => {
    if (kind === 'call') say(`{"kind":"done","id":${id},"value":"${'x'.repeat(9 * 1024 * 1024)}"}`)
    if (kind === 'abort') say({ kind: 'failed', id, error: { message: 'stopped' } })
  })
  const stop = new AbortController()
  const called = call(session, { ...services(), signal: stop.signal })
  setTimeout(() => stop.abort(new Error('late')), 50)
  await expect(called).rejects.toThrow('stopped')
})
