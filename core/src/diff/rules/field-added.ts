import type { Candidate } from '../rename-candidate.ts'
import type { Found, Rule } from '../rule.ts'
import { schemaText } from '../schema/schema-text.ts'
import type { SchemaNode } from '../schema/shape.ts'
import type { ShapePair } from '../schema/shape-pair.ts'
import { subjectAt } from '../subject.ts'

/** A field that was not there before. */
export const fieldAddedRules: readonly Rule[] = [
  {
    id: 'input.added',
    side: 'input',
    levels: ['safe'],
    title: 'An optional input is added',
    explanation: 'Steps that do not supply it work as before.',
    example: {
      of: 'input',
      base: 'properties: { id: { type: string } }',
      revision: 'properties: { id: { type: string }, note: { type: string } }',
    },
    schema: (pair) => added(pair, (field) => !field.required),
  },
  {
    id: 'input.required-added',
    side: 'input',
    levels: ['breaking'],
    title: 'A required input is added',
    explanation: 'Every step that does not supply it is refused. Make it optional, or supply it in each flow.',
    example: {
      of: 'input',
      base: 'properties: { id: { type: string } }',
      revision: 'properties: { id: { type: string }, site: { type: string } }\nrequired: [site]',
    },
    schema: (pair) => added(pair, (field) => field.required),
  },
  {
    id: 'output.added',
    side: 'output',
    levels: ['safe'],
    title: 'A field is added to what comes out',
    explanation: 'Nobody reads it yet, and readers ignore what they do not know.',
    example: {
      of: 'output',
      base: 'type: object\nproperties: { id: { type: string } }',
      revision: 'type: object\nproperties: { id: { type: string }, note: { type: string } }',
    },
    schema: (pair) => added(pair, () => true),
  },
]

function added(pair: ShapePair, filter: (field: Candidate<SchemaNode>) => boolean): readonly Found[] {
  return (pair.fields?.added ?? []).filter(filter).map((field) => {
    const pointer = pair.fieldPointer(field.name)
    const isTurned = pair.plain?.base.properties.has(field.name) === true
    const what = !isTurned ? 'added' : pair.side === 'input' ? 'no longer read-only' : 'no longer write-only'
    const required = pair.side === 'input' && field.required ? ' and required' : ''
    return {
      pointer,
      message: `${subjectAt(pointer)} is ${what}${required}.`,
      after: schemaText(field.thing, pair.by.revision),
      explains: ['fields'],
    }
  })
}
