import type { WrittenError } from '../protocol.ts'

/** A host's error in the guest: `code`, `message`, and what the service said. Defined, since `Error` may be frozen. */
export function guestError({ message, ...details }: WrittenError): Error {
  const error = new Error(message)
  for (const [name, value] of Object.entries({ name: 'JackfieldError', ...details }))
    Object.defineProperty(error, name, { value, enumerable: name !== 'name', configurable: true, writable: true })
  return error
}
