import { canonicalJson } from '../../model/index.ts'
import type { Rule } from '../rule.ts'

export const operationConfirmRule: Rule = {
  id: 'operation.confirm',
  side: 'transport',
  levels: ['risky'],
  title: 'How a call in doubt is decided changes',
  explanation:
    'After a crash, `confirm` says whether the call happened. With another operation, input or delay (or none), a call could be judged differently: done twice, or left waiting for a person.',
  example: {
    of: 'action',
    base: 'http: POST /ping\neffect: once\nconfirm: { operation: find, input: {}, after: 30s }',
    revision: 'http: POST /ping\neffect: once\nconfirm: { operation: find, input: {}, after: 5s }',
  },
  operation: ({ base, revision, at }) =>
    canonicalJson(base.confirm ?? null) === canonicalJson(revision.confirm ?? null)
      ? []
      : [
          {
            pointer: `${at}/confirm`,
            message: 'How a call in doubt is decided differs.',
            before: base.confirm,
            after: revision.confirm,
            explains: ['confirm'],
          },
        ],
}
