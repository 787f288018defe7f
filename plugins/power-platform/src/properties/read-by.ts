import { type ByName, isReference } from '../expression/index.ts'
import { expressionsIn } from './expressions-in.ts'
import type { PolicyInstance } from './policy-instance.ts'

/** Names of the connection parameters that a policy reads and has nothing instead of, in lower case. */
export function readBy(policy: PolicyInstance): ReadonlySet<string> {
  const references = expressionsIn(policy).flat().filter(isReference)
  const named = references.filter((part): part is ByName => part.kind === 'connectionParameters')
  return new Set(named.map(({ name }) => name.trim().toLowerCase()))
}
