import { canonicalJson } from '../../model/index.ts'
import { askedOf } from '../asked-alike.ts'
import type { OperationPair } from '../operation-pair.ts'
import type { Found, Rule } from '../rule.ts'

export const operationSchemaFromRule: Rule = {
  id: 'operation.schema-from',
  side: 'input',
  levels: ['risky'],
  title: 'Where a service describes the fields changes',
  explanation:
    'Steps were made with what the service said of their fields, asked for in another way. What it says now is not known before it is asked: add the flows again, and look at what they are told.',
  example: {
    of: 'action',
    base: 'http: GET /ping\nschemaFrom: { input: { operation: find, at: /input } }',
    revision: 'http: GET /ping\nschemaFrom: { input: { operation: find, at: /fields } }',
  },
  operation: (pair) => [...ownChange(pair), ...askedChange(pair)],
}

function ownChange({ base, revision, at }: OperationPair): readonly Found[] {
  if (canonicalJson(base.schemaFrom ?? null) === canonicalJson(revision.schemaFrom ?? null)) return []
  return [
    {
      pointer: `${at}/schemaFrom`,
      message: 'The service is asked for its fields in another way.',
      before: base.schemaFrom,
      after: revision.schemaFrom,
      explains: ['schemaFrom'],
    },
  ]
}

/** The action that is asked is nobody's step: its change is one of those that it describes. */
function askedChange({ base, revision, at, connectors }: OperationPair): readonly Found[] {
  return (['input', 'output'] as const).flatMap((side) => {
    const [before, after] = [base.schemaFrom?.[side], revision.schemaFrom?.[side]]
    if (before === undefined || after === undefined || before.operation !== after.operation) return []
    if (askedOf(connectors.base, before.operation) === askedOf(connectors.revision, after.operation)) return []
    return [
      {
        pointer: `${at}/schemaFrom/${side}/operation`,
        message: `"${after.operation}", which gives the schema of the ${side}, is another.`,
      },
    ]
  })
}
