import { type ByName, isReference, parseExpression } from '../expression/index.ts'
import type { PolicyInstance } from './policy-instance.ts'

/** Names of the connection parameters that a policy reads and has nothing instead of, in lower case. */
export function readBy({ parameters }: PolicyInstance): ReadonlySet<string> {
  const texts = Object.values(parameters).filter((value): value is string => typeof value === 'string')
  const references = texts.flatMap((text) => parseExpression(text).filter(isReference))
  const named = references.filter((part): part is ByName => part.kind === 'connectionParameters')
  return new Set(named.map(({ name }) => name.trim().toLowerCase()))
}
