import type { KyInstance } from 'ky'
import { isJackfieldError, requestAborted } from '../errors/index.ts'
import { isTransient, longestPause, passingStatuses } from './is-transient.ts'
import { KyAnswer } from './ky-answer.ts'
import { readRetryAfter } from './retry-after.ts'
import type { Transport, TransportRequest, TransportResponse } from './transport.ts'

type Outcome = PromiseSettledResult<TransportResponse>

let client: Promise<KyInstance> | undefined

/**
 * Sends a request; GET and HEAD again after what passes by itself, under ky's policy, `Retry-After` honoured. Answers
 * the last answer, whatever its status. Most requests need one attempt, and no ky.
 */
export async function sendWithRetry(
  transport: Transport,
  request: TransportRequest,
  plain: string,
): Promise<TransportResponse> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return transport.send(request)
  const [first] = await Promise.allSettled([transport.send(request)])
  if (mayPass(first)) return retryWithKy(first, transport, { request, plain })
  return settle(first)
}

/**
 * Lets ky decide what follows the first outcome. It sees a method and a URL without its query, `plain`, and never the
 * request that leaves.
 */
async function retryWithKy(
  first: Outcome,
  transport: Transport,
  { request, plain }: { readonly request: TransportRequest; readonly plain: string },
): Promise<TransportResponse> {
  client ??= createClient()
  const ky = await client
  let before: Outcome | undefined = first
  let answer: TransportResponse | undefined
  const send = async (): Promise<Response> => {
    const known = before
    before = undefined
    answer = undefined
    answer = known === undefined ? await transport.send(request) : settle(known)
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

function mayPass(outcome: Outcome): boolean {
  return outcome.status === 'rejected' ? isTransient(outcome.reason) : passingStatuses.includes(outcome.value.status)
}

function settle(outcome: Outcome): TransportResponse {
  if (outcome.status === 'rejected') throw outcome.reason
  return outcome.value
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
