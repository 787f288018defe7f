import type { Compared } from './run-pairs.ts'

/** Who is at fault where a verdict and what became of the step differ, and why, as far as somebody has looked. */
export interface Reason {
  readonly who: 'contract' | 'engine' | 'oracle'
  readonly why: string
}

interface Rule extends Reason {
  readonly status: Compared['status']
  /** Kinds of changes, and the expression's name. */
  readonly kinds: RegExp
  readonly expression: RegExp
}

const rules: readonly Rule[] = [
  {
    status: 'risky',
    kinds: /^response\.status$/,
    expression: /./,
    who: 'contract',
    why: 'that a status is new says nothing of what can be read then, and what is not shown is risky',
  },
  {
    status: 'risky',
    kinds: /^output\.(?:removed|renamed|unwrapped|type|wrapped)$/,
    expression: /^when-any$/,
    who: 'contract',
    why: '`$count(…) > 0` asks whether there is anything, as `$exists` does: a guard, and a guarded read of what is gone is risky',
  },
  {
    status: 'safe',
    kinds: /^output\.(?:made-optional|enum-widened)$/,
    expression: /^when-any$/,
    who: 'contract',
    why: '`$count(…) > 0` asks whether there is anything, as `$exists` does: it copes with a list that is not there as with an empty one',
  },
  {
    status: 'risky',
    kinds: /^output\.wrapped$/,
    expression: /^(?:default|default-text|exists|when-exists|in-text-default)$/,
    who: 'engine',
    why: 'of a guarded read below a list that is new it does not show that there may be several values',
  },
  {
    status: 'broken',
    kinds: /^output\.made-nullable$/,
    expression: /^(?:listed|for-each)/,
    who: 'contract',
    why: 'what is around the value may be null, which it could not be; that it was optional before, with the same result, does not count',
  },
  {
    status: 'broken',
    kinds: /^output\./,
    expression: /^for-each-default$/,
    who: 'oracle',
    why: 'its default stands for every element that is none any more, so that a list gone is not told from its elements gone',
  },
  {
    status: 'broken',
    kinds: /^output\./,
    expression: /^(?:when-(?:un)?equal|listed-(?:predicate|predicate-element|sibling))$/,
    who: 'oracle',
    why: 'no value that it made up tells the one from the other',
  },
  {
    status: 'broken',
    kinds: /^output\.(?:made-nullable|type|widened|wrapped)$/,
    expression: /^listed/,
    who: 'engine',
    why: 'it does not follow that counting or listing values gives the same for values of another type',
  },
]

/** `undefined`: nobody has looked at such a disagreement yet. */
export function reasonOf(kinds: readonly string[], expression: string, status: Compared['status']): Reason | undefined {
  return rules.find(
    (rule) =>
      rule.status === status &&
      rule.expression.test(expression) &&
      kinds.length > 0 &&
      kinds.every((kind) => rule.kinds.test(kind)),
  )
}
