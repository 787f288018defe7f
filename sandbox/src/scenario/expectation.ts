/** What the scenario expected did not happen. */
export class ExpectationFailed extends Error {
  override readonly name = 'ExpectationFailed'
  readonly expected: string
  readonly seen: string

  constructor({ expected, seen }: Expectation) {
    super(`Expected ${expected}, but saw ${seen.replace(/\.$/, '')}.`)
    this.expected = expected
    this.seen = seen
  }
}

/** Both complete the sentence "Expected …, but saw …". */
export interface Expectation {
  readonly expected: string
  readonly seen: string
}

/** Throws {@link ExpectationFailed} unless it holds. */
export function expectThat(holds: boolean, expectation: Expectation): asserts holds {
  if (!holds) throw new ExpectationFailed(expectation)
}
