import type { Rule } from '../rule.ts'
import { severalThatFit } from '../schema/differences.ts'
import { subjectAt } from '../subject.ts'

const card = '{ type: object, properties: { card: { type: string } } }'
const secured = '{ type: object, properties: { card: { type: string }, code: { type: string } } }'

export const inputOverlappingRule: Rule = {
  id: 'input.overlapping',
  side: 'input',
  levels: ['risky', 'safe'],
  title: 'A value that fits several alternatives is refused now',
  explanation:
    'Of `oneOf` exactly one may fit (JSON Schema 2020-12, 10.2.1.3): a value that fits one of the alternatives and another as well is refused. Safe where each has fields of its own and no others are in both, since a value of the one is not meant for the other; what a step supplies is tried all the same.',
  example: {
    of: 'input',
    base: `properties: { pay: { anyOf: [${card}, ${secured}] } }`,
    revision: `properties: { pay: { oneOf: [${card}, ${secured}] } }`,
  },
  schema: (pair) => {
    const several = severalThatFit(pair)
    if (several?.direction !== 'refused') return []
    const message = `${subjectAt(pair.at)} refuses what fits several of its alternatives now.`
    return [{ pointer: pair.at, level: several.isShared ? 'risky' : 'safe', message }]
  },
}
