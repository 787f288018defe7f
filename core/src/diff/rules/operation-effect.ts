import type { Rule } from '../rule.ts'

export const operationEffectRule: Rule = {
  id: 'operation.effect',
  side: 'transport',
  levels: ['risky'],
  title: 'What a repetition of the call does is declared differently',
  explanation:
    'The effect decides what happens after a crash or an answer that never came: `read` and `idempotent` calls are sent again, `once` is asked about or waits for a person. Check that the new declaration is true of the service.',
  example: { of: 'action', base: 'http: PUT /ping\neffect: once', revision: 'http: PUT /ping\neffect: idempotent' },
  operation: ({ base, revision, at }) =>
    base.effect === revision.effect
      ? []
      : [
          {
            pointer: `${at}/effect`,
            message: `The effect was "${base.effect}" and is "${revision.effect}" now.`,
            before: base.effect,
            after: revision.effect,
            explains: ['effect'],
          },
        ],
}
