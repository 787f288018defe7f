import type { WrittenError } from '../protocol.ts'

/** A host's error in the guest: `code`, `message`, and what the service said. Defined, since `Error` may be frozen. */
export function guestError(code: string, message: string, details: Partial<WrittenError> = {}): Error {
  const error = new Error(message)
  for (const [name, value] of Object.entries({ ...details, name: 'JackfieldError', message, code }))
    Object.defineProperty(error, name, {
      value,
      enumerable: name !== 'name' && name !== 'message',
      configurable: true,
      writable: true,
    })
  return error
}
