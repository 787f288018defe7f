import { canonicalJson } from '../../model/index.ts'
import type { Rule } from '../rule.ts'

export const operationOptionsRule: Rule = {
  id: 'operation.options',
  side: 'input',
  levels: ['safe'],
  title: 'Choices for inputs come from elsewhere, or no longer',
  explanation:
    'A person who fills in a step chooses from another list. What was chosen before is still given as it was: whether the operation takes it is told by changes of its input.',
  example: {
    of: 'action',
    base: 'http: GET /ping\ninput: { properties: { site: { type: string } } }',
    revision:
      'http: GET /ping\ninput: { properties: { site: { type: string } } }\noptions: { /site: { operation: find, items: /sites, value: /id } }',
  },
  operation: ({ base, revision, at }) =>
    canonicalJson(base.options ?? null) === canonicalJson(revision.options ?? null)
      ? []
      : [
          {
            pointer: `${at}/options`,
            message: 'Choices for inputs come from elsewhere.',
            before: base.options,
            after: revision.options,
            explains: ['options'],
          },
        ],
}
