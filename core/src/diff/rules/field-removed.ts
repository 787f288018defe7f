import type { Found, Rule } from '../rule.ts'
import { closing } from '../schema/differences.ts'
import { schemaText } from '../schema/schema-text.ts'
import type { ShapePair } from '../schema/shape-pair.ts'
import { subjectAt } from '../subject.ts'

/** A field that is not there any more. */
export const fieldRemovedRules: readonly Rule[] = [
  {
    id: 'input.removed',
    side: 'input',
    levels: ['risky', 'breaking'],
    title: 'An input is removed',
    explanation:
      'What a step supplies for it has no effect any more: a filter that is ignored processes everything. Breaking where the input admits no other properties, since the step is then refused. An input that is `readOnly` now counts too.',
    example: {
      of: 'input',
      base: 'properties: { id: { type: string }, status: { type: boolean } }',
      revision: 'properties: { id: { type: string } }',
    },
    schema: (pair) =>
      removed(pair).map(({ isTurned, ...found }) => ({
        ...found,
        level: closes(pair) && !isTurned ? 'breaking' : 'risky',
      })),
  },
  {
    id: 'output.removed',
    side: 'output',
    levels: ['breaking'],
    title: 'A field is removed from what comes out',
    explanation:
      'Every step that reads it gets nothing, also where it was optional before, or is `writeOnly` now. Keep it for a while beside its successor, or correct the flows with the change.',
    example: {
      of: 'output',
      base: 'type: object\nproperties: { id: { type: string }, sold: { type: boolean } }',
      revision: 'type: object\nproperties: { id: { type: string } }',
    },
    schema: (pair) => [...removed(pair).map(({ isTurned, ...found }) => found), ...closedMap(pair)],
  },
]

function closes(pair: ShapePair): boolean {
  return pair.plain?.revision.additional === null
}

/** `isTurned`: it is still declared, for the other way only. */
function removed(pair: ShapePair): readonly (Found & { readonly isTurned: boolean })[] {
  return (pair.fields?.removed ?? []).map((field) => {
    const pointer = pair.fieldPointer(field.name)
    const rename = pair.fields?.suggested.get(field.name)?.rename
    const isTurned = pair.plain?.revision.properties.has(field.name) === true
    const what = !isTurned ? 'removed' : pair.side === 'input' ? 'read-only now' : 'write-only now'
    return {
      isTurned,
      pointer,
      message: `${subjectAt(pointer)} is ${what}.${rename === undefined ? '' : ` Perhaps it is "${rename.to}" now.`}`,
      before: schemaText(field.thing, pair.by.base),
      ...(rename === undefined ? {} : { rename }),
      explains: ['fields'],
    }
  })
}

/** Fields of any name that were declared, and that nothing declares any more. */
function closedMap(pair: ShapePair): readonly Found[] {
  const declared = pair.plain?.base.additional
  if (closing(pair) !== 'closed' || declared === undefined || declared === null || declared.key === '') return []
  const pointer = `${pair.at}/additionalProperties`
  const before = schemaText(declared, pair.by.base)
  return [{ pointer, message: `${subjectAt(pointer)} is removed.`, before, explains: ['additional properties'] }]
}
