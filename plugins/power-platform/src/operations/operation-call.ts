import type { HttpCall, Operation } from '@jackfield/core'

/** The request that an operation begins with: its own, its poll's, or the one that subscribes. */
export function callOf({ http, poll, webhook }: Operation): HttpCall | undefined {
  return http ?? poll?.http ?? webhook?.subscribe?.http
}

export function withCall(operation: Operation, call: HttpCall): Operation {
  const { http, poll, webhook } = operation
  if (http !== undefined) return { ...operation, http: call }
  if (poll !== undefined) return { ...operation, poll: { ...poll, http: call } }
  if (webhook?.subscribe === undefined) return operation
  return { ...operation, webhook: { ...webhook, subscribe: { ...webhook.subscribe, http: call } } }
}
