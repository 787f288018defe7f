import type { KyInstance } from 'ky'
import { isJackfieldError, requestAborted } from '../errors/index.ts'
import { isTransient, longestPause, passingStatuses } from './is-transient.ts'
import { KyAnswer } from './ky-answer.ts'
import { readRetryAfter } from './retry-after.ts'
import type { Transport, TransportRequest, TransportResponse } from './transport.ts'

let client: Promise<KyInstance> | undefined

/**
 * Sends a request under ky's policy: GET and HEAD again after what passes by itself, `Retry-After` honoured. ky sees a
 * method and a URL without its query, `plain`, and never the request that leaves. Answers the last answer, whatever its
 * status.
 */
export async function sendWithRetry(
  transport: Transport,
  request: TransportRequest,
  plain: string,
): Promise<TransportResponse> {
  client ??= createClient()
  const ky = await client
  let answer: TransportResponse | undefined
  const send = async (): Promise<Response> => {
    answer = undefined
    answer = await transport.send(request)
    return new KyAnswer(answer) as unknown as Response
  }
  try {
    await ky(plain, { method: request.method, fetch: send, ...signalOf(request) })
  } catch (error) {
    if (isJackfieldError(error)) throw error
    if (request.signal?.aborted === true)
      throw requestAborted(`${request.method} ${plain} was aborted.`, { doubt: true })
    if (answer === undefined) throw error
  }
  return answer as TransportResponse
}

function signalOf(request: TransportRequest): { readonly signal?: AbortSignal } {
  return request.signal === undefined ? {} : { signal: request.signal }
}

async function createClient(): Promise<KyInstance> {
  const { default: ky, isHTTPError } = await import('ky')
  const shouldRetry = ({ error }: { readonly error: Error }): boolean | undefined => {
    if (!isHTTPError(error)) return isTransient(error)
    const pause = readRetryAfter(error.response.headers.get('retry-after') ?? undefined, Date.now())
    return pause !== undefined && pause > longestPause ? false : undefined
  }
  return ky.create({
    timeout: false,
    retry: {
      limit: 2,
      methods: ['get', 'head'],
      statusCodes: [...passingStatuses],
      afterStatusCodes: [...passingStatuses],
      maxRetryAfter: longestPause,
      backoffLimit: 10_000,
      jitter: true,
      shouldRetry,
    },
  })
}
