import type { OperationPair } from '../operation-pair.ts'
import { type OperationPart, operationPartDiffers } from '../operation-parts.ts'
import type { Found, Rule } from '../rule.ts'

/** Asked after all others, see {@link unexplainedParts}. */
export const operationChangedRule: Rule = {
  id: 'operation.changed',
  side: 'transport',
  levels: ['risky'],
  title: 'An operation differs in a way that no other kind describes',
  explanation: 'Nothing is known about it, so nothing is called safe. Compare the two files by eye.',
}

/** What of the operation differs and is not accounted for by what was found. */
export function unexplainedParts(pair: OperationPair, explained: ReadonlySet<string>): readonly Found[] {
  const left = (Object.keys(operationPartDiffers) as OperationPart[]).filter(
    (part) => !explained.has(part) && operationPartDiffers[part](pair),
  )
  if (left.length === 0) return []
  const message = `The operation differs in a way that is not understood: ${left.join(', ')}.`
  return [{ pointer: pair.at, message, unclear: left }]
}
