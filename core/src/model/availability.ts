import type { HttpCall } from './http-call.ts'
import type { Operation, Unavailable } from './operation.ts'

/** Every request that an operation may send. */
export function callsIn({ http, poll, webhook }: Operation): readonly HttpCall[] {
  const calls = [http, poll?.http, webhook?.subscribe?.http, webhook?.renew?.http, webhook?.unsubscribe?.http]
  return calls.filter((call) => call !== undefined)
}

/**
 * Why an operation can't be used: what its connector says of it, or a policy that nothing here brings, as
 * `policy.NAME`. Undefined where it can be.
 */
export function unavailabilityOf(
  operation: Operation,
  knowsPolicy: (name: string) => boolean,
): Unavailable | undefined {
  if (operation.unavailable !== undefined) return operation.unavailable
  const missing = callsIn(operation)
    .flatMap(({ policies = [] }) => policies)
    .find(({ use }) => !knowsPolicy(use))
  if (missing === undefined) return undefined
  return { feature: `policy.${missing.use}`, reason: `Nothing here brings the policy "${missing.use}".` }
}
