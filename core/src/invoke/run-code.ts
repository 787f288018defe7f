import { connectorFailed, isJackfieldError, JackfieldError, requestAborted, requestTimeout } from '../errors/index.ts'
import { createHttp } from '../http/index.ts'
import type { Json } from '../model/index.ts'
import type { BoundCall, CallRequest, CodeOperation } from './bound-call.ts'
import { nameOf } from './name-of.ts'
import type { Services } from './services.ts'

/** Milliseconds for one call of a connector's function, its requests included. */
const timeout = 60_000

/**
 * Calls a connector's own function. Throws `connector-failed` for what it throws, unless that is ours, `request-timeout`
 * and `request-aborted` even where it does not listen to its signal. There is doubt once it has asked for anything but a
 * GET or HEAD, whichever of its requests failed.
 */
export async function runCode(call: BoundCall, code: CodeOperation, request: CallRequest): Promise<Json> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(requestTimeout(`${nameOf(call)} took longer than ${timeout} ms.`)), timeout)
  const abort = (): void =>
    stop.abort(requestAborted(`${nameOf(call)} was aborted.`, { cause: request.signal?.reason }))
  if (request.signal?.aborted === true) abort()
  request.signal?.addEventListener('abort', abort)
  let unsafe = false
  const services = servicesOf(call, request, { signal: stop.signal, onUnsafe: () => (unsafe = true) })
  try {
    stop.signal.throwIfAborted()
    return (await Promise.race([stopped(stop.signal), code(request.input, services)])) ?? null
  } catch (error) {
    throw asOurs(call, stop.signal.aborted ? stop.signal.reason : error, unsafe)
  } finally {
    clearTimeout(timer)
    request.signal?.removeEventListener('abort', abort)
  }
}

function servicesOf(
  call: BoundCall,
  request: CallRequest,
  { signal, onUnsafe }: { readonly signal: AbortSignal; readonly onUnsafe: () => void },
): Services {
  const { transport, baseUrl, signer, log, storage, clock } = call
  const http = createHttp({ transport, baseUrl, signer, timeout, signal, onUnsafe })
  return { http, log, storage, clock, signal, idempotencyKey: request.idempotencyKey }
}

function stopped(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
}

function asOurs(call: BoundCall, error: unknown, unsafe: boolean): JackfieldError {
  if (!isJackfieldError(error)) {
    const what = error instanceof Error ? error.message : String(error)
    return connectorFailed(`${nameOf(call)} failed in the connector's own code: ${what}`, {
      cause: error,
      doubt: unsafe,
    })
  }
  if (error.doubt || !unsafe) return error
  const { hint, problems, status, retryAfter } = error
  return new JackfieldError(error.code, error.message, {
    problems,
    doubt: true,
    cause: error,
    ...(hint !== undefined && { hint }),
    ...(status !== undefined && { status }),
    ...(retryAfter !== undefined && { retryAfter }),
  })
}
