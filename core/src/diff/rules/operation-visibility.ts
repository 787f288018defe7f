import type { Rule } from '../rule.ts'

const order = ['internal', 'advanced', 'public'] as const

export const operationVisibilityRule: Rule = {
  id: 'operation.visibility',
  side: 'transport',
  levels: ['risky', 'safe'],
  title: 'Who an operation is offered to changes',
  explanation:
    'Offered to more people is safe. Taken back (towards `internal`) is risky: it is not meant to be used in flows any more, and may change without regard for them.',
  example: { of: 'action', base: 'http: GET /ping', revision: 'http: GET /ping\nvisibility: internal' },
  operation: ({ base, revision, at }) =>
    base.visibility === revision.visibility
      ? []
      : [
          {
            pointer: `${at}/visibility`,
            level: order.indexOf(revision.visibility) > order.indexOf(base.visibility) ? 'safe' : 'risky',
            message: `The operation was ${base.visibility} and is ${revision.visibility} now.`,
            before: base.visibility,
            after: revision.visibility,
            explains: ['visibility'],
          },
        ],
}
