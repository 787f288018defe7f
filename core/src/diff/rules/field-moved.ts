import type { Rule } from '../rule.ts'

const inside =
  'type: object\nproperties: { id: { type: string }, order: { type: object, properties: { sku: { type: string } } } }'
const outside = 'type: object\nproperties: { id: { type: string }, sku: { type: string }, order: { type: object } }'

/** Found from what was removed in one place and added in another one, see `joinMoved`. */
export const inputMovedRule: Rule = {
  id: 'input.moved',
  side: 'input',
  levels: ['risky', 'breaking'],
  title: 'An input is inside another field now, or outside of it',
  explanation:
    'What a step supplies in the old place has no effect any more. Breaking where nothing else is admitted there: the step is refused. The new place is told as added besides; where it has to be filled, the input is told as removed and as added. It is inferred from name and structure.',
  example: { of: 'input', base: inside.replace('type: object\n', ''), revision: outside.replace('type: object\n', '') },
}

export const outputMovedRule: Rule = {
  id: 'output.moved',
  side: 'output',
  levels: ['breaking'],
  title: 'A field of what comes out is inside another one now, or outside of it',
  explanation:
    'Every step that reads it in the old place gets nothing. It is inferred from name and structure: correct the path where it is so.',
  example: { of: 'output', base: inside, revision: outside },
}

export const fieldMovedRules: readonly Rule[] = [inputMovedRule, outputMovedRule]
