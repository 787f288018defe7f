import { connectorFailed, isJackfieldError } from '../errors/index.ts'
import type { WrittenError } from './protocol.ts'

/** An error of the host's as its guest hears of it. */
export function writtenError(error: unknown): WrittenError {
  const told = isJackfieldError(error) ? error : connectorFailed('The host could not do it.')
  const { code, message, hint, status, retryAfter } = told
  return {
    code,
    message,
    ...(hint !== undefined && { hint }),
    ...(status !== undefined && { status }),
    ...(retryAfter !== undefined && { retryAfter }),
  }
}
