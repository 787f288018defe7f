import type { Outcome, Trial } from './trial.ts'

export interface Summary {
  /** Operations that are not marked as unavailable. */
  readonly operations: number
  readonly outcomes: Readonly<Record<Outcome, number>>
  /** Of the accepted and agreed: those that were tried without the policies that rewrite them. */
  readonly withoutPolicies: number
  /** Of the operations: those whose request was found valid there, and whose answer was taken here. */
  readonly share: number
}

export function summaryOf(trials: readonly Trial[]): Summary {
  const outcomes: Record<Outcome, number> = {
    accepted: 0,
    agreed: 0,
    refused: 0,
    unanswered: 0,
    'answer-refused': 0,
    unsent: 0,
    'no-input': 0,
    unavailable: 0,
  }
  for (const { outcome } of trials) outcomes[outcome] += 1
  const operations = trials.length - outcomes.unavailable
  const withoutPolicies = trials.filter(({ without }) => without !== undefined).length
  const share = operations === 0 ? 1 : outcomes.accepted / operations
  return { operations, outcomes, withoutPolicies, share }
}
