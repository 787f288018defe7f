import { requestAborted } from '../errors/index.ts'
import type { ConnectorCode } from '../invoke/index.ts'
import type { Log, Revision } from '../model/index.ts'
import type { Executor } from './executor.ts'
import { programOf } from './program.ts'
import { openSession, type Session } from './session.ts'

/** The guests that run: one for each revision and organisation, started when first needed. */
export interface Guests {
  /** The functions of a revision whose code a guest runs. */
  code(revision: Revision, organisation: string): ConnectorCode
  close(): Promise<void>
}

export interface GuestsOptions {
  /** Throws `connector-failed` where nothing runs it any more. */
  executorOf(revision: Revision): Executor
  readonly log: Log
}

interface Guest {
  readonly session: Session
  readonly executor: Executor
  timer?: NodeJS.Timeout
}

interface Whose {
  readonly revision: Revision
  readonly organisation: string
}

interface Use<Value> {
  /** Of the call: nothing is begun that nobody waits for any more. */
  readonly signal: AbortSignal
  /** Begins at once with what it asks of the session, which is then busy: nobody takes its place meanwhile. */
  run(session: Session): Promise<Value> | Value
}

export function createGuests({ executorOf, log }: GuestsOptions): Guests {
  /** Least recently used first. */
  const guests = new Map<string, Guest>()
  const waiting: (() => void)[] = []
  const ending = new Set<Promise<void>>()
  let closed = false

  async function withSession<Value>({ revision, organisation }: Whose, { signal, run }: Use<Value>): Promise<Value> {
    const key = `${revision.id} ${organisation}`
    for (;;) {
      signal.throwIfAborted()
      if (closed) throw requestAborted(`The code of "${revision.connector}" was not run: the kernel is closed.`)
      const known = guests.get(key)
      guests.delete(key)
      if (known !== undefined && known.session.ended === null) {
        clearTimeout(known.timer)
        guests.set(key, known)
        return run(known.session)
      }
      const executor = executorOf(revision)
      if (hasRoom(executor)) return run(start(key, revision, executor))
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
  }

  /** Whoever was idle longest makes room. */
  function hasRoom(executor: Executor): boolean {
    const own = [...guests].filter(([, guest]) => guest.executor === executor)
    if (own.length < (executor.limits?.guests ?? Number.POSITIVE_INFINITY)) return true
    const idle = own.find(([, { session }]) => !session.busy)
    if (idle === undefined) return false
    drop(idle[0], 'another connector needed its place')
    return true
  }

  function start(key: string, revision: Revision, executor: Executor): Session {
    const session = openSession({ executor, program: programOf(revision), rests: () => rest(key) })
    guests.set(key, { session, executor })
    return session
  }

  function rest(key: string): void {
    const guest = guests.get(key)
    const idle = guest?.executor.limits?.idle
    if (guest !== undefined && guest.session.ended !== null) {
      log.debug(`The code of a connector was stopped: ${guest.session.ended}.`)
      guests.delete(key)
    } else if (guest !== undefined && idle !== undefined) {
      clearTimeout(guest.timer)
      guest.timer = setTimeout(() => !guest.session.busy && drop(key, 'it was idle'), idle).unref()
    }
    wakeAll()
  }

  function wakeAll(): void {
    for (const wake of waiting.splice(0)) wake()
  }

  function drop(key: string, reason: string): void {
    const guest = guests.get(key)
    guests.delete(key)
    clearTimeout(guest?.timer)
    const ended = guest?.session.end(reason).finally(() => ending.delete(ended as Promise<void>))
    if (ended !== undefined) ending.add(ended)
  }

  return {
    code(revision, organisation) {
      const [actions, polls] = [new Map(), new Map()] as [Map<string, never>, Map<string, never>]
      const code = { actions, polls } as unknown as MutableCode
      const whose = { revision, organisation }
      for (const { id, kind, code: own } of Object.values(revision.model.operations)) {
        if (own === undefined) continue
        if (kind === 'action')
          code.actions.set(id, (input, services) =>
            withSession(whose, { signal: services.signal, run: (session) => session.call(id, input, services) }),
          )
        else
          code.polls.set(id, async function* (input, services) {
            const run = (session: Session) => ({ items: session.poll(id, input, services) })
            const { items } = await withSession(whose, { signal: services.signal, run })
            yield* items
          })
      }
      return code
    },
    async close() {
      closed = true
      for (const key of [...guests.keys()]) drop(key, 'the kernel closed')
      wakeAll()
      await Promise.all(ending)
    },
  }
}

type Functions<Of> = Of extends ReadonlyMap<infer Id, infer Code> ? Map<Id, Code> : never

interface MutableCode {
  readonly actions: Functions<ConnectorCode['actions']>
  readonly polls: Functions<ConnectorCode['polls']>
}
