import { type GuestFailure, protocolLimits } from '../protocol.ts'
import type { GuestTask } from './guest-task.ts'

/** What was thrown, in words; anything may be. */
export function failureText(error: unknown, task: GuestTask | undefined): GuestFailure {
  const of = task?.requestOf(error)
  return { message: words(error).slice(0, protocolLimits.failure), ...(of !== undefined && { of }) }
}

function words(error: unknown): string {
  try {
    return String(typeof error === 'object' && error !== null && 'message' in error ? error.message : error)
  } catch {
    return 'It threw something that can’t be shown.'
  }
}
