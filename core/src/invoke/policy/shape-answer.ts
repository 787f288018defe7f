import { dict, type Json } from '../../model/index.ts'
import { failure } from './failure.ts'
import type { PolicyAnswer } from './policy.ts'
import type { Shaping } from './shape-request.ts'

/** The answer that the policies make of one, the last one first. Throws `policy-failed`, in doubt. */
export async function shapeAnswer(
  answer: PolicyAnswer,
  { call, policies, context }: Pick<Shaping, 'call' | 'policies' | 'context'>,
): Promise<PolicyAnswer> {
  let shaped = answer
  for (const policy of policies.toReversed())
    try {
      if (policy.answer !== undefined) shaped = checked(await policy.answer(shaped, context))
    } catch (cause) {
      throw failure(cause, { about: call, name: policy.name, sent: true })
    }
  return shaped
}

function checked({ status, headers, body }: PolicyAnswer): PolicyAnswer {
  if (!Number.isInteger(status) || status < 100 || status > 599)
    throw new Error(`${JSON.stringify(status)} is no status`)
  const named = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)] as const)
  return { status, headers: dict(named), body: (body ?? null) as Json }
}
