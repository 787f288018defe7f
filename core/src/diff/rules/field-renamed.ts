import type { Found, Rule } from '../rule.ts'
import { schemaText } from '../schema/schema-text.ts'
import type { ShapePair } from '../schema/shape-pair.ts'
import { subjectAt } from '../subject.ts'

/**
 * A field that went and one that came under the same parent, so alike that they are taken for one. Less alike ones are
 * reported as removed and added, with `rename` suggested on the removed one.
 */
export const fieldRenamedRules: readonly Rule[] = [
  {
    id: 'input.renamed',
    side: 'input',
    levels: ['risky', 'breaking'],
    title: 'An input has another name',
    explanation:
      'What a step supplies under the old name has no effect any more. Breaking where the new name is required, or no other properties are admitted: the step is refused.',
    example: {
      of: 'input',
      base: 'properties: { orderId: { type: string } }\nrequired: [orderId]',
      revision: 'properties: { order_id: { type: string } }\nrequired: [order_id]',
    },
    schema: (pair) => renamed(pair),
  },
  {
    id: 'output.renamed',
    side: 'output',
    levels: ['breaking'],
    title: 'A field of what comes out has another name',
    explanation:
      'Every step that reads the old name gets nothing. The rename is inferred from structure, name, requiredness and description, and suggested as a fix, never assumed.',
    example: {
      of: 'output',
      base: 'type: object\nproperties: { id: { type: string }, sku: { type: string } }\nrequired: [id, sku]',
      revision:
        'type: object\nproperties: { id: { type: string }, itemCode: { type: string } }\nrequired: [id, itemCode]',
    },
    schema: (pair) => renamed(pair).map(({ level, ...found }) => found),
  },
]

function renamed(pair: ShapePair): readonly Found[] {
  return (pair.fields?.renamed ?? []).map(({ removed, added, rename }) => {
    const pointer = pair.fieldPointer(removed.name)
    const refused = added.required || pair.plain?.revision.additional === null
    return {
      pointer,
      level: refused ? 'breaking' : 'risky',
      message: `${subjectAt(pointer)} is probably "${added.name}" now.`,
      before: schemaText(removed.thing, pair.by.base),
      after: schemaText(added.thing, pair.by.revision),
      rename,
      explains: ['fields'],
    }
  })
}
