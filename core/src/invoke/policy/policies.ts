import { argumentInvalid } from '../../errors/index.ts'
import type { PolicyUse } from '../../model/index.ts'
import { failure } from './failure.ts'
import type { NamedPolicy, Policies, Policy, PolicySubject } from './policy.ts'

/** Throws `argument-invalid` for two of one name. */
export function createPolicies(brought: readonly Policy[]): Policies {
  const byName = new Map<string, Policy>()
  for (const policy of brought) {
    if (byName.has(policy.name))
      throw argumentInvalid(`Two extensions bring a policy "${policy.name}".`, { hint: 'Leave one of them out.' })
    byName.set(policy.name, policy)
  }
  const kept = new WeakMap<readonly PolicyUse[], readonly NamedPolicy[]>()
  return {
    has: (name) => byName.has(name),
    bound(uses, about) {
      const known = kept.get(uses)
      if (known !== undefined) return known
      const bound = uses.map((use) => bind(use, byName.get(use.use), about))
      kept.set(uses, bound)
      return bound
    },
  }
}

function bind({ use, with: options }: PolicyUse, policy: Policy | undefined, about: PolicySubject): NamedPolicy {
  try {
    if (policy === undefined) throw new Error('nothing here brings it')
    const bound = policy.bind(options, about)
    return {
      name: use,
      ...(bound.request !== undefined && { request: bound.request.bind(bound) }),
      ...(bound.answer !== undefined && { answer: bound.answer.bind(bound) }),
    }
  } catch (cause) {
    throw failure(cause, { about, name: use, sent: false })
  }
}
