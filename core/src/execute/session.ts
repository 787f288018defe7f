import { inputInvalid } from '../errors/index.ts'
import type { PolledItem, PollServices, Services } from '../invoke/index.ts'
import { isJsonObject, type Json, type JsonObject } from '../model/index.ts'
import { createTurns } from './create-turns.ts'
import type { Executor, Guest, Program } from './executor.ts'
import { type GuestMessage, type HostMessage, protocolLimits } from './protocol.ts'
import { readMessage } from './read-message.ts'
import { Task } from './task.ts'
import { writtenError } from './written-error.ts'

/** A guest that does not stop within these milliseconds of being told is killed, with everything that runs in it. */
const grace = 1_000

/** So often a guest may say what makes no sense. */
const patience = 100

/** The host's end of one guest. */
export interface Session {
  /** The definition as data, as the guest tells it. */
  describe(): Promise<Json>
  call(operation: string, input: JsonObject, services: Services): Promise<Json>
  poll(operation: string, input: JsonObject, services: PollServices): AsyncIterable<PolledItem>
  /** Whether anything runs in it. */
  readonly busy: boolean
  /** Why it ended; `null` while it lives. */
  readonly ended: string | null
  end(reason: string): Promise<void>
}

export interface SessionOptions {
  readonly executor: Executor
  readonly program: Program
  /** Whenever the guest became idle, or ended. */
  rests?(): void
}

interface Begun {
  readonly id: number
  readonly task: Task
  finish(): void
}

export function openSession({ executor, program, rests }: SessionOptions): Session {
  const tasks = new Map<number, Task>()
  let [next, offences] = [0, 0]
  let ended: string | null = null
  let ending: Promise<void> | undefined
  const guest: Guest = executor.start(program, { message: take, ended: lose })
  const send = (message: HostMessage): void | Promise<void> => guest.send(textOf(message))
  const inTurn = createTurns(protocolLimits.served)

  function take(text: string): void {
    if (ended !== null) return
    let message: GuestMessage
    try {
      message = readMessage(text)
    } catch (error) {
      offend(`it sent what is no message, as ${(error as Error).message}`, false)
      return
    }
    const task = tasks.get(message.id)
    if (task === undefined) offend('it spoke of what it was not asked', false)
    else if (message.kind === 'done') task.done(message.value)
    else if (message.kind === 'failed') task.failed(message.error)
    else void task.serve(message)
  }

  function offend(reason: string, fatal: boolean): void {
    offences += 1
    if (fatal || offences > patience) void end(reason)
  }

  function lose(reason: string): void {
    if (ended !== null) return
    ended = reason
    for (const task of tasks.values()) task.lost(reason)
    rests?.()
  }

  async function end(reason: string): Promise<void> {
    lose(reason)
    ending ??= guest.kill()
    await ending
  }

  /** Runs `work` as a task of the guest; once the signal aborts, the guest has to stop it by itself, or is killed. */
  function begin(services?: Services): Begun {
    const id = ++next
    const task = new Task({ id, send, offend, inTurn, ...(services && { services }) })
    let timer: NodeJS.Timeout | undefined
    const abort = (): void => {
      send({ kind: 'abort', id, error: writtenError(services?.signal.reason) })
      if (task.waiting) timer = setTimeout(() => void end('it did not stop when its time was over'), grace)
    }
    tasks.set(id, task)
    services?.signal.addEventListener('abort', abort, { once: true })
    const finish = (): void => {
      clearTimeout(timer)
      services?.signal.removeEventListener('abort', abort)
      task.end()
      tasks.delete(id)
      if (tasks.size === 0 && ended === null) rests?.()
    }
    return { id, task, finish }
  }

  async function ask(task: Task, message: HostMessage): Promise<Json> {
    const answer = task.ask(message)
    if (ended !== null) task.lost(ended)
    return answer
  }

  return {
    get busy() {
      return tasks.size > 0
    },
    get ended() {
      return ended
    },
    end,
    async describe() {
      const { id, task, finish } = begin()
      return ask(task, { kind: 'describe', id }).finally(finish)
    },
    async call(operation, input, services) {
      const { id, task, finish } = begin(services)
      const { idempotencyKey, clock } = services
      const message = { kind: 'call', id, operation, input, idempotencyKey, now: clock.now() } as const
      return ask(task, message).finally(finish)
    },
    poll(operation, input, services) {
      const { idempotencyKey, clock, cursor } = services
      const begun = begin(services)
      const details = { operation, input, idempotencyKey, cursor, now: clock.now() }
      return pagesOf(begun, { kind: 'poll', id: begun.id, ...details })
    },
  }

  async function* pagesOf({ id, task, finish }: Begun, message: HostMessage): AsyncGenerator<PolledItem> {
    let open = false
    try {
      await ask(task, message)
      for (open = true; open; ) {
        const page = readPage(await ask(task, { kind: 'next', id }))
        open = page.more
        yield* page.items
      }
    } finally {
      if (open && ended === null) await closePoll(task, id)
      finish()
    }
  }

  /** A generator's own `finally` may take a while, but not for ever. */
  async function closePoll(task: Task, id: number): Promise<void> {
    const timer = setTimeout(() => void end('it did not end its poll'), 5 * grace)
    await ask(task, { kind: 'return', id })
      .catch(() => {})
      .finally(() => clearTimeout(timer))
  }
}

/** Throws `input-invalid`: what a guest is asked for comes from outside, and crosses as one message. */
function textOf(message: HostMessage): string {
  const text = JSON.stringify(message)
  const isAsked = message.kind === 'call' || message.kind === 'poll'
  if (!isAsked || text.length <= protocolLimits.message) return text
  throw inputInvalid(
    `Operation "${message.operation}" was not called: its input has more than ${protocolLimits.message} characters.`,
    { hint: 'Give what is large as a file: a reference of files.put().' },
  )
}

function readPage(page: Json): { readonly items: readonly PolledItem[]; readonly more: boolean } {
  if (isJsonObject(page) && Array.isArray(page.items) && page.items.length <= protocolLimits.items)
    return { items: page.items as unknown as readonly PolledItem[], more: page.more === true }
  throw new Error('its poll gave no page of items')
}
