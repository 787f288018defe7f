import { isJackfieldError, type JackfieldError } from '../errors/index.ts'

/** Statuses that pass by themselves; the rest say that the request is wrong. */
export const passingStatuses: readonly number[] = [408, 425, 429, 500, 502, 503, 504]

/** A service that asks for a longer pause than this, in milliseconds, is not waited for: the error says how long. */
export const longestPause = 60_000

/** Whether trying the same again may help: the network, a time-out, or a status that passes by itself. */
export function isTransient(error: unknown): error is JackfieldError {
  if (!isJackfieldError(error)) return false
  if (error.code === 'connection-lost' || error.code === 'request-timeout') return true
  if (error.code !== 'operation-failed' || (error.retryAfter ?? 0) > longestPause) return false
  return error.status !== undefined && passingStatuses.includes(error.status)
}
