import { isJackfieldError } from '../errors/index.ts'
import type { WrittenError } from './protocol.ts'

/** An error of the host's as its guest hears of it. */
export function writtenError(error: unknown): WrittenError {
  if (!isJackfieldError(error)) return { code: 'connector-failed', message: 'The host could not do it.' }
  const { code, message, hint, status, retryAfter } = error
  return {
    code,
    message,
    ...(hint !== undefined && { hint }),
    ...(status !== undefined && { status }),
    ...(retryAfter !== undefined && { retryAfter }),
  }
}
