import { connectorFailed, isJackfieldError, JackfieldError, requestAborted, requestTimeout } from '../errors/index.ts'
import { createHttp, withoutCredentials } from '../http/index.ts'
import type { BoundCall, CallRequest } from './bound-call.ts'
import { nameOf } from './name-of.ts'
import type { Services } from './services.ts'

/** What a timer can wait (2^31 ms). */
const longestTimer = 2 ** 31 - 1

/** Bytes of one answer to code outside the host's own: it crosses to the code as one message. */
const mostForGuest = 8 * 1024 * 1024

/** One use of a connector's function: what it is given, and an end to it. */
export interface CodeRun {
  readonly services: Services
  /**
   * What `work` answers; only the time of work counts, all pieces together. Throws `connector-failed` for what it
   * throws, unless that is ours, `request-timeout` and `request-aborted` even where the function does not listen to its
   * signal. There is doubt once it has asked for anything but a GET or HEAD, whichever of its requests failed.
   */
  during<Value>(work: () => Promise<Value> | Value): Promise<Value>
  /** Lets go of the caller's signal. */
  close(): void
}

export function openCodeRun(call: BoundCall, { idempotencyKey, signal }: CallRequest): CodeRun {
  const { transport, baseUrl, signer, log, storage, clock, files } = call
  const timeout = call.operation.code?.timeout ?? longestTimer
  const stop = new AbortController()
  const stopped = new Promise<never>((_resolve, reject) =>
    stop.signal.addEventListener('abort', () => reject(stop.signal.reason)),
  )
  stopped.catch(() => {})
  let left = timeout
  let unsafe = false
  const late = (): void => stop.abort(requestTimeout(`${nameOf(call)} took longer than ${timeout} ms.`))
  const abort = (): void => stop.abort(requestAborted(`${nameOf(call)} was aborted.`, { cause: signal?.reason }))
  if (signal?.aborted === true) abort()
  signal?.addEventListener('abort', abort)
  const onUnsafe = (): void => {
    unsafe = true
  }
  const isHosts = call.operation.code?.module === 'host'
  const own = isHosts ? transport : withoutCredentials(transport)
  const http = createHttp({
    ...{ transport: own, baseUrl, signer, files, timeout, signal: stop.signal, onUnsafe },
    ...(!isHosts && { maxBytes: mostForGuest }),
  })
  return {
    services: { http, log, storage, clock, signal: stop.signal, idempotencyKey },
    async during(work) {
      const began = performance.now()
      const timer = setTimeout(late, Math.min(left, longestTimer))
      try {
        stop.signal.throwIfAborted()
        return await Promise.race([stopped, work()])
      } catch (error) {
        throw asOurs(call, stop.signal.aborted ? stop.signal.reason : error, unsafe)
      } finally {
        clearTimeout(timer)
        left = Math.max(0, left - (performance.now() - began))
      }
    },
    close: () => signal?.removeEventListener('abort', abort),
  }
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
