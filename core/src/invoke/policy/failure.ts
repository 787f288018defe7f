import { isJackfieldError, policyFailed } from '../../errors/index.ts'
import { nameOf } from '../name-of.ts'
import type { PolicySubject } from './policy.ts'

export interface FailedIn {
  readonly about: PolicySubject
  /** The policy's. */
  readonly name: string
  /** Whether the request was sent by then: it may have had its effect. */
  readonly sent: boolean
}

/** What a policy threw, with the policy's name; its own `JackfieldError` stays what it is. */
export function failure(cause: unknown, { about, name, sent }: FailedIn): Error {
  if (isJackfieldError(cause)) return cause
  const said = cause instanceof Error ? cause.message : String(cause)
  const what = sent ? `the policy "${name}" failed on its answer` : `the policy "${name}" failed, and nothing was sent`
  return policyFailed(`${nameOf(about)} did not work: ${what}: ${said}`, {
    cause,
    doubt: sent,
    hint: 'Correct the "with" of the policy, or tell whoever made the extension.',
  })
}
