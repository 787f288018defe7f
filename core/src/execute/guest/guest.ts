import { isJsonObject, type Json } from '../../model/index.ts'
import { type HostMessage, protocolLimits } from '../protocol.ts'
import { describeDefinition } from './describe-definition.ts'
import { failureText } from './failure-text.ts'
import { functionOf } from './function-of.ts'
import { GuestPoll } from './guest-poll.ts'
import { GuestTask } from './guest-task.ts'

export interface GuestOptions {
  /** The default export of the connector's entry; called once. */
  load(): Promise<unknown>
  send(text: string): void
}

/** The guest's end of the protocol: an executor gives it every text that the host sends. */
export interface GuestEnd {
  receive(text: string): void
  /** Something failed that no task waits for: all of them fail with it. */
  crashed(error: unknown): void
}

/** Runs one connector's code at the far end of a channel; what goes wrong in it is told to the host, never thrown. */
export function createGuest({ load, send }: GuestOptions): GuestEnd {
  const tasks = new Map<number, GuestTask>()
  const polls = new Map<number, GuestPoll>()
  let loading: Promise<unknown> | undefined
  const say = (message: object): void => send(written(message))
  const definition = (): Promise<unknown> => {
    loading ??= load()
    return loading
  }

  async function work(message: HostMessage): Promise<Json> {
    const { id } = message
    if (message.kind === 'describe') return describeDefinition(await definition())
    if (message.kind === 'next' || message.kind === 'return') return polls.get(id)?.[message.kind]() ?? null
    if (message.kind !== 'call' && message.kind !== 'poll') return null
    const task = new GuestTask(message, say)
    tasks.set(id, task)
    const { run, owner } = functionOf(await definition(), message)
    if (message.kind === 'call') return asJson(await run.call(owner, message.input, task.services))
    const services = { ...task.services, cursor: message.cursor }
    polls.set(id, new GuestPoll(run.call(owner, message.input, services)))
    return null
  }

  async function answer(message: HostMessage): Promise<void> {
    const { id, kind } = message
    const task = tasks.get(id)
    const hasTask = kind === 'call' || kind === 'poll' || kind === 'next'
    let isOver = kind !== 'poll' && kind !== 'next'
    try {
      const value = await work(message)
      if (hasTask && !tasks.has(id)) return
      isOver ||= kind === 'next' && isJsonObject(value) && value.more !== true
      say({ kind: 'done', id, value })
    } catch (error) {
      isOver ||= kind === 'poll'
      if (hasTask && !tasks.has(id)) return
      say({ kind: 'failed', id, error: failureText(error, tasks.get(id) ?? task) })
    }
    if (!isOver) return
    tasks.get(id)?.end()
    tasks.delete(id)
    polls.delete(id)
  }

  return {
    crashed(error) {
      const failure = { message: failureText(error, undefined).message }
      for (const [id, task] of tasks) {
        say({ kind: 'failed', id, error: failure })
        task.end()
        tasks.delete(id)
      }
    },
    receive(text) {
      const message = JSON.parse(text) as HostMessage
      if (message.kind === 'abort') tasks.get(message.id)?.abort(message.error)
      else if (message.kind === 'answer') tasks.get(message.id)?.answered(message)
      else void answer(message)
    },
  }
}

/** A result that can't cross is the connector's failure, not the channel's. */
function written(message: object): string {
  const text = JSON.stringify(message)
  if (text.length <= protocolLimits.message) return text
  const { kind, id } = message as { readonly kind: string; readonly id: number }
  if (kind === 'request') throw new Error(`A request has more than ${protocolLimits.message} characters.`)
  const error = { message: `Its result has more than ${protocolLimits.message} characters.` }
  return JSON.stringify({ kind: 'failed', id, error })
}

/** What of a value JSON has; `null` for what it has not. */
function asJson(value: unknown): Json {
  const text: string | undefined = JSON.stringify(value)
  return text === undefined ? null : (JSON.parse(text) as Json)
}
