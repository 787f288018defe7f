import { operationFailed } from '../../errors/index.ts'
import { serviceMessage, type TransportResponse } from '../../http/index.ts'
import { canonicalJson, type Json, type Succeeds, valueAt } from '../../model/index.ts'

/** An answer without the sign that it should have says neither yes nor no, hence the doubt. */
export function assertSucceeded(
  succeeds: Succeeds,
  { answer, body, what }: { readonly answer: TransportResponse; readonly body: Json; readonly what: () => string },
): void {
  const sign = valueAt(body, succeeds.at)
  if (sign === succeeds.equals || canonicalJson(sign) === canonicalJson(succeeds.equals)) return
  const words = serviceMessage(answer, succeeds.message) ?? `${succeeds.at} is not ${JSON.stringify(succeeds.equals)}`
  throw operationFailed(`${answer.redact(what())} was answered: ${words}`, {
    status: answer.status,
    doubt: sign === undefined,
  })
}
