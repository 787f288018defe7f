import type { Json } from '../model/index.ts'
import { type GuestFailure, type GuestMessage, protocolLimits } from './protocol.ts'

/** Reads what a guest sent, which may be anything. Throws `Error` where it is no message of the protocol. */
export function readMessage(text: string): GuestMessage {
  if (text.length > protocolLimits.message) throw new Error('it is too large')
  const message: unknown = JSON.parse(text)
  if (!isRecord(message) || !isCount(message.id)) throw new Error('it names no task')
  const { kind, id } = message
  const refusal = refusalOf(message, 0)
  if (refusal !== undefined) return refused(message, id, refusal)
  if (kind === 'done') return { kind, id, value: (message.value ?? null) as Json }
  if (kind === 'failed') return { kind, id, error: readFailure(message.error) }
  if (kind === 'request') return readRequest(id, message)
  throw new Error('its kind is unknown')
}

/** What it was for is answered as an error: its task fails, or gets one for a service that there is not. */
function refused({ kind, request }: Readonly<Record<string, unknown>>, id: number, refusal: string): GuestMessage {
  if (kind === 'request') return readRequest(id, { request, service: '', args: [] })
  return { kind: 'failed', id, error: { message: `Its answer was refused, since ${refusal}.` } }
}

function readRequest(id: number, { request, service, args }: Readonly<Record<string, unknown>>): GuestMessage {
  if (!isCount(request) || typeof service !== 'string' || !Array.isArray(args) || args.length > 4)
    throw new Error('it is no request')
  return { kind: 'request', id, request, service, args }
}

function readFailure(error: unknown): GuestFailure {
  const { message, of } = isRecord(error) ? error : {}
  const shown = typeof message === 'string' ? message.slice(0, protocolLimits.failure) : 'it does not say why'
  return { message: shown, ...(isCount(of) && { of }) }
}

/** Whoever copies an object with such a key would otherwise change what all objects have. */
function refusalOf(value: unknown, depth: number): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (depth > protocolLimits.depth) return 'it is nested too deeply'
  if (Object.hasOwn(value, '__proto__')) return 'it has a key "__proto__"'
  for (const inner of Object.values(value)) {
    const refusal = refusalOf(inner, depth + 1)
    if (refusal !== undefined) return refusal
  }
  return undefined
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
