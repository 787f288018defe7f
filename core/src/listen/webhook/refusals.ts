import { isJackfieldError } from '../../errors/index.ts'
import type { KernelEvents, Listener, ListenerId, Log } from '../../model/index.ts'
import { WebhookRefusal } from './delivered.ts'

export interface RefusalsOptions {
  readonly log: Log
  emitFailed(event: KernelEvents['listener:failed']): void
}

/** Tells the log why something was refused, and once per message the host; whoever called learns a status. */
export interface Refusals {
  /** What is to be thrown for the error. */
  of(error: unknown, listener: Listener | undefined): WebhookRefusal
  /** Something was taken: the next refusal is told again. */
  forget(id: ListenerId): void
}

export function createRefusals({ log, emitFailed }: RefusalsOptions): Refusals {
  const told = new Map<ListenerId, string>()

  function tell({ id, organisation, dependent, operation }: Listener, { status, message }: WebhookRefusal): void {
    log.warn('A delivery was refused.', { listener: id, operation, status, message })
    if (told.get(id) === message) return
    told.set(id, message)
    emitFailed({ organisation, dependent, operation, message: `A delivery was refused: ${message}` })
  }

  return {
    of(error, listener) {
      const message = error instanceof Error ? error.message : String(error)
      const refusal = new WebhookRefusal(statusOf(error), message)
      if (listener !== undefined && refusal.status !== 405) tell(listener, refusal)
      return refusal
    },
    forget: (id) => void told.delete(id),
  }
}

/** The service tries again what is refused by 503: what it will never send otherwise is not. */
function statusOf(error: unknown): WebhookRefusal['status'] {
  if (error instanceof WebhookRefusal) return error.status
  return isJackfieldError(error) && error.code === 'output-invalid' ? 400 : 503
}
