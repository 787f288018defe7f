import type { Callback, Finished } from '../connect/index.ts'
import type { ConnectionId } from '../model/index.ts'
import { createClosing } from './closing.ts'
import { finishAttempt } from './finishing.ts'
import { type Foundation, layFoundation } from './foundation.ts'
import { type CallPath, joinCalls } from './join-calls.ts'
import { type ChangePath, joinChanges } from './join-changes.ts'
import { type EventPath, joinEvents } from './join-events.ts'
import type { NormalizedOptions } from './read-options.ts'

/** The rooms of a running kernel, joined. */
export interface Composition extends Foundation, CallPath, EventPath, ChangePath {
  /** After a connection's secrets or settings changed: binds anew and takes its listeners up again. */
  connectionChanged(id: ConnectionId): Promise<void>
  /** What came of sending somebody's browser away, when it came back. */
  finish(callback: Callback): Promise<Finished>
}

/** Joins the rooms in the order in which they need each other; closes what was opened when one of them fails. */
export async function compose(options: NormalizedOptions): Promise<Composition> {
  const closing = createClosing()
  try {
    const foundation = await layFoundation(options, closing)
    const calls = joinCalls(foundation)
    const events = await joinEvents(foundation, calls)
    const changes = await joinChanges(foundation, calls, events)
    await events.extensions.ready()
    // Nobody waits for it: it has a turn before the first decision, and closing waits for turns.
    void changes.intake.tidy()
    await events.listening.start()
    const rooms = { ...foundation, ...calls, ...events, ...changes }
    const connectionChanged = (id: ConnectionId): Promise<void> => takeUpAgain(rooms, id)
    const finishing = { ...rooms, connectionChanged, log: options.log }
    return { ...rooms, connectionChanged, finish: (callback) => finishAttempt(finishing, callback) }
  } catch (error) {
    await closing.close()
    throw error
  }
}

async function takeUpAgain(
  { store, binder, listening }: Pick<Composition, 'store' | 'binder' | 'listening'>,
  id: ConnectionId,
): Promise<void> {
  await binder.forget(id)
  for (const listener of await store.tables.listeners.list())
    if (listener.connection === id) await listening.resume(listener.id)
}
