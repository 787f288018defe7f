import type { Rule } from '../rule.ts'
import { facetDiffers } from '../schema/facets.ts'
import { subjectAt } from '../subject.ts'

export const inputDefaultRule: Rule = {
  id: 'input.default',
  side: 'input',
  levels: ['risky'],
  title: 'Another value counts where an input is left out',
  explanation: 'Steps that do not supply it do something else than before. Steps that supply it are not concerned.',
  example: {
    of: 'input',
    base: 'properties: { limit: { type: integer, default: 10 } }',
    revision: 'properties: { limit: { type: integer, default: 100 } }',
  },
  schema: (pair) => {
    if (!facetDiffers.default(pair)) return []
    const [before, after] = [pair.base.default, pair.revision.default]
    const text = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value))
    const message = `${subjectAt(pair.at)} had the default ${text(before)} and has ${text(after)} now.`
    return [{ pointer: pair.at, message, before, after, explains: ['default'] }]
  },
}
