import type { Rule } from '../rule.ts'

/** What is reported where a schema differs and no rule accounts for it; asked for by the comparison itself. */
export const unexplainedInputRule: Rule = {
  id: 'input.changed',
  side: 'input',
  levels: ['risky', 'safe'],
  title: 'An input differs in a way that no other kind describes',
  explanation:
    'Such as a keyword that is not understood, or a pattern that looks around: the message and a problem of the report name it, and nothing is called safe. Safe where what is not understood could only have refused more before.',
  example: {
    of: 'input',
    base: "properties: { code: { type: string, pattern: '^(?!X)[A-Z]+$' } }",
    revision: "properties: { code: { type: string, pattern: '^(?!XY)[A-Z]+(?<!Z)$' } }",
  },
}

export const unexplainedOutputRule: Rule = {
  id: 'output.changed',
  side: 'output',
  levels: ['risky', 'safe'],
  title: 'What comes out differs in a way that no other kind describes',
  explanation:
    'Such as a format replaced by another one, or a keyword that is not understood: the message names it, and nothing is called safe. Safe where what is not understood can only refuse more now.',
  example: {
    of: 'output',
    base: 'type: object\nproperties: { at: { type: string, format: date } }',
    revision: 'type: object\nproperties: { at: { type: string, format: date-time } }',
  },
}
