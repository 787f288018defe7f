import { isReference } from '../expression/index.ts'
import { expressionsIn, type PolicyInstance } from '../properties/index.ts'

/**
 * Whether a policy has text that begins as a place to fill in does and is none that is known: sent as it stands, it
 * would mean nothing.
 */
export function hasUnknownExpression(policy: PolicyInstance): boolean {
  if (isOfText.has(policy.template)) return false
  return expressionsIn(policy).some((expression) =>
    expression.some((part) => !isReference(part) && /@\{|\{\s*@|@[A-Za-z_][\w.]*\(/.test(part)),
  )
}

/** What these look for and write is text. */
const isOfText: ReadonlySet<string> = new Set(['stringreplace', 'stringtoarray'])
