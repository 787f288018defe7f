import { type JackfieldError, operationFailed } from '../errors/index.ts'
import type { Pointer } from '../model/index.ts'
import { readRetryAfter } from './retry-after.ts'
import { serviceMessage } from './service-message.ts'
import type { TransportResponse } from './transport.ts'

/** A gateway's word only: the service behind it may have acted. */
const doubtful: ReadonlySet<number> = new Set([502, 503, 504])

const hints: Readonly<Record<number, string>> = {
  401: "Check the connection's credentials.",
  403: 'Check what the account behind the connection may do.',
  429: 'Call less often, or later.',
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

/** The `operation-failed` for an answer whose status is not 2xx. `what`: the request as errors may show it. */
export function statusFailure(
  answer: TransportResponse,
  what: string,
  { now, message }: { readonly now: number; readonly message?: Pointer | undefined },
): JackfieldError {
  const words = serviceMessage(answer, message)
  const retryAfter = readRetryAfter(answer.headers['retry-after'], now)
  const hint = hints[answer.status]
  return operationFailed(
    `${answer.redact(what)} was answered with status ${answer.status}${words === undefined ? '.' : `: ${words}`}`,
    {
      status: answer.status,
      doubt: doubtful.has(answer.status),
      ...(retryAfter !== undefined && { retryAfter }),
      ...(hint !== undefined && { hint }),
    },
  )
}
