import type { Rule } from '../rule.ts'

export const operationKindRule: Rule = {
  id: 'operation.kind',
  side: 'transport',
  levels: ['breaking'],
  title: 'An action becomes a trigger, or a trigger an action',
  explanation: 'A step can’t call a trigger, and a flow can’t begin with an action: whoever uses it fails.',
  example: {
    of: 'connector',
    base: 'actions: { ping: { title: Ping, http: GET /ping, output: { type: object } } }',
    revision:
      'triggers: { ping: { title: Ping, poll: { http: GET /ping, items: /items, every: 60s, dedupe: { key: [/id], window: 1d } }, output: { type: object, required: [id], properties: { id: { type: string } } } } }',
  },
  operation: ({ base, revision, at }) =>
    base.kind === revision.kind
      ? []
      : [
          {
            pointer: `${at}/kind`,
            message: `"${base.id}" was ${article(base.kind)} and is ${article(revision.kind)} now.`,
            before: base.kind,
            after: revision.kind,
            explains: ['kind', 'mechanism'],
          },
        ],
}

function article(kind: 'action' | 'trigger'): string {
  return kind === 'action' ? 'an action' : 'a trigger'
}
