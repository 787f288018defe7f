import type { KernelEvents, Log } from '../model/index.ts'

export type EventName = keyof KernelEvents
export type EventListener<Name extends EventName> = (event: KernelEvents[Name]) => void
export type EventListeners = { readonly [Name in EventName]?: EventListener<Name> }

export interface Notifier {
  /** Answers a function that takes the listener away again. */
  on<Name extends EventName>(name: Name, listener: EventListener<Name>): () => void
  emit<Name extends EventName>(name: Name, event: KernelEvents[Name]): void
}

/** Tells listeners in the order in which they came; one that throws is logged and keeps nobody from hearing. */
export function createNotifier(log: Log): Notifier {
  const listeners = new Map<EventName, Set<(event: never) => void>>()
  return {
    on(name, listener) {
      const own = (event: never) => listener(event)
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set.add(own))
      return () => set.delete(own)
    },
    emit(name, event) {
      for (const listener of [...(listeners.get(name) ?? [])]) {
        try {
          listener(event as never)
        } catch (error) {
          log.error(`A listener of "${name}" threw.`, { error })
        }
      }
    },
  }
}
