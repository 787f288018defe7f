import type { Rule } from '../rule.ts'

export const operationUnavailableRule: Rule = {
  id: 'operation.unavailable',
  side: 'transport',
  levels: ['breaking', 'risky'],
  title: 'Whether an operation can be used here changes',
  explanation:
    'One that needs what there is not here is refused whenever it is called, so every step that uses it fails. One that can be used again, or that lacks something else, is risky: nothing shows that it does what it did.',
  example: {
    of: 'action',
    base: 'http: GET /ping',
    revision: 'http: GET /ping\nunavailable: { feature: auth.http.digest, reason: It asks for Digest. }',
  },
  operation: ({ base, revision, at }) => {
    const [before, after] = [base.unavailable, revision.unavailable]
    if (before?.feature === after?.feature) return []
    const message =
      after === undefined
        ? 'The operation could not be used here, and can be now.'
        : `The operation can’t be used here: ${after.reason}`
    const level = before === undefined ? ('breaking' as const) : ('risky' as const)
    return [{ pointer: `${at}/unavailable`, level, message, before, after, explains: ['unavailable'] }]
  },
}
