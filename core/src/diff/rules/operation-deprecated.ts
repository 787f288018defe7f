import type { Rule } from '../rule.ts'

export const operationDeprecatedRule: Rule = {
  id: 'operation.deprecated',
  side: 'transport',
  levels: ['safe'],
  title: 'An operation is marked as deprecated, or no longer',
  explanation: 'It works as before. Where it became deprecated, look for its successor in time.',
  example: { of: 'action', base: 'http: GET /ping', revision: 'http: GET /ping\ndeprecated: true' },
  operation: ({ base, revision, at }) => {
    const [before, after] = [base.deprecated ?? false, revision.deprecated ?? false]
    if (before === after) return []
    const message = after ? 'The operation is deprecated now.' : 'The operation is no longer deprecated.'
    return [{ pointer: `${at}/deprecated`, message, before, after, explains: ['deprecated'] }]
  },
}
