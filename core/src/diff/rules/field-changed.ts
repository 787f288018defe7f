import type { Rule } from '../rule.ts'

/** What is reported where a schema differs and no rule accounts for it; asked for by the comparison itself. */
export const unexplainedInputRule: Rule = {
  id: 'input.changed',
  side: 'input',
  levels: ['risky'],
  title: 'An input differs in a way that no other kind describes',
  explanation:
    'Such as a pattern replaced by another one, or a keyword that is not understood: nothing is called safe.',
  example: {
    of: 'input',
    base: "properties: { code: { type: string, pattern: '^[A-Z]+$' } }",
    revision: "properties: { code: { type: string, pattern: '^[0-9]+$' } }",
  },
}

export const unexplainedOutputRule: Rule = {
  id: 'output.changed',
  side: 'output',
  levels: ['risky'],
  title: 'What comes out differs in a way that no other kind describes',
  explanation: 'Such as a format replaced by another one, or a keyword that is not understood: nothing is called safe.',
  example: {
    of: 'output',
    base: 'type: object\nproperties: { at: { type: string, format: date } }',
    revision: 'type: object\nproperties: { at: { type: string, format: date-time } }',
  },
}
