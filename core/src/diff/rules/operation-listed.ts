import { pointer } from '../../model/index.ts'
import type { ConnectorPair } from '../connector-pair.ts'
import { lostAliases } from '../lost-aliases.ts'
import type { OperationPair } from '../operation-pair.ts'
import type { Found, Rule } from '../rule.ts'

/** Whether an operation is there, and under which id. */
export const operationListedRules: readonly Rule[] = [
  {
    id: 'operation.added',
    side: 'transport',
    levels: ['safe'],
    title: 'An action or trigger is added',
    explanation: 'Nobody uses it yet.',
    example: {
      of: 'connector',
      base: 'actions: {}',
      revision: 'actions: { ping: { title: Ping, http: GET /ping, output: { type: object } } }',
    },
    connector: ({ operations }) =>
      operations.added.map((operation) => ({
        operation: operation.id,
        pointer: pointer('operations', operation.id),
        message: `${naming(operation)} is added.`,
        after: operation.kind,
      })),
  },
  {
    id: 'operation.removed',
    side: 'transport',
    levels: ['breaking'],
    title: 'An action or trigger is removed',
    explanation:
      'Every step that uses it fails. Keep it, or give its successor `formerly`, so that the likely rename is a certain one.',
    example: {
      of: 'connector',
      base: 'actions: { ping: { title: Ping, http: GET /ping, output: { type: object } } }',
      revision: 'actions: {}',
    },
    connector: (pair) =>
      pair.operations.removed.map(({ base, suggested }) => ({
        operation: base.id,
        pointer: pointer('operations', base.id),
        message: `${naming(base)} is removed${withAll(pair)}.${suggested === undefined ? '' : ` Perhaps it is "${suggested.to}" now.`}`,
        before: base.kind,
        ...(suggested === undefined ? {} : { rename: suggested }),
      })),
  },
  {
    id: 'operation.renamed',
    side: 'transport',
    levels: ['breaking'],
    title: 'An action or trigger has another id',
    explanation:
      'Steps name operations by id, so every step that uses it fails until it names the new one. `formerly` declares the rename; without it, the rename is inferred from the request, the schemas, the name and the title. One of its `aliases` that names it no more counts for the steps that use that name.',
    example: {
      of: 'connector',
      base: 'actions: { ping: { title: Ping, http: GET /ping, output: { type: object } } }',
      revision: 'actions: { probe: { title: Ping, formerly: [ping], http: GET /ping, output: { type: object } } }',
    },
    operation: (pair) => [...ownRename(pair), ...lostNames(pair)],
  },
]

/** What is said besides where the connector is gone, or nothing of it is left that can be used. */
function withAll({ base, revision }: ConnectorPair): string {
  return Object.keys(revision.operations).length > 0 ? '' : `, and with it all of "${base.id}"`
}

function ownRename({ base, revision, at, rename }: OperationPair): readonly Found[] {
  if (rename === undefined) return []
  const message = `${naming(base)} is ${rename.confidence === 1 ? '' : 'probably '}"${rename.to}" now.`
  return [{ pointer: at, message, before: base.id, after: revision.id, rename }]
}

/** Of the operation under another of its names. */
function lostNames(pair: OperationPair): readonly Found[] {
  return lostAliases(pair).map((alias) => ({
    operation: alias,
    pointer: `${pair.at}/aliases`,
    message: `${naming(pair.base)} is no longer called "${alias}" as well.`,
    before: alias,
    after: pair.revision.id,
    rename: { from: alias, to: pair.revision.id, confidence: 1 },
  }))
}

function naming(operation: { readonly kind: 'action' | 'trigger'; readonly id: string }): string {
  return `${operation.kind === 'action' ? 'Action' : 'Trigger'} "${operation.id}"`
}
