import type { Found, Rule } from '../rule.ts'
import type { ShapePair } from '../schema/shape-pair.ts'
import { subjectAt } from '../subject.ts'

const optional = 'properties: { id: { type: string } }'
const required = 'properties: { id: { type: string } }\nrequired: [id]'

/** Whether a field has to be there. */
export const fieldRequiredRules: readonly Rule[] = [
  {
    id: 'input.made-optional',
    side: 'input',
    levels: ['safe'],
    title: 'An input may be left out now',
    explanation: 'Steps supply it as before.',
    example: { of: 'input', base: required, revision: optional },
    schema: (pair) => madeOptional(pair),
  },
  {
    id: 'input.made-required',
    side: 'input',
    levels: ['breaking'],
    title: 'An input must not be left out any more',
    explanation: 'Every step that does not supply it is refused.',
    example: { of: 'input', base: optional, revision: required },
    schema: (pair) => madeRequired(pair),
  },
  {
    id: 'output.made-optional',
    side: 'output',
    levels: ['breaking'],
    title: 'A field of what comes out may be absent now',
    explanation:
      'A step that reads it gets nothing when it is absent: what it supplies is left out, a condition is false, text has a gap. Give the reading expression a default.',
    example: { of: 'output', base: `type: object\n${required}`, revision: `type: object\n${optional}` },
    schema: (pair) => madeOptional(pair),
  },
  {
    id: 'output.made-required',
    side: 'output',
    levels: ['safe'],
    title: 'A field of what comes out is always there now',
    explanation: 'Steps that cope with its absence go on to work.',
    example: { of: 'output', base: `type: object\n${optional}`, revision: `type: object\n${required}` },
    schema: (pair) => madeRequired(pair),
  },
]

function madeOptional(pair: ShapePair): readonly Found[] {
  return found(pair, pair.fields?.madeOptional ?? [], {
    before: 'required',
    after: 'optional',
    text: 'is optional now',
  })
}

function madeRequired(pair: ShapePair): readonly Found[] {
  return found(pair, pair.fields?.madeRequired ?? [], {
    before: 'optional',
    after: 'required',
    text: 'is required now',
  })
}

function found(
  pair: ShapePair,
  names: readonly string[],
  { before, after, text }: { readonly before: string; readonly after: string; readonly text: string },
): readonly Found[] {
  return names.map((name) => {
    const pointer = pair.fieldPointer(name)
    return { pointer, message: `${subjectAt(pointer)} ${text}.`, before, after, explains: ['required fields'] }
  })
}
