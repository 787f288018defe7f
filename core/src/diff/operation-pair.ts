import {
  type Answer,
  type HttpCall,
  type Operation,
  type Pages,
  type Pointer,
  pointer,
  type Rename,
  type SecurityRequirement,
  type Server,
  serversOf,
} from '../model/index.ts'
import type { ConnectorPair } from './connector-pair.ts'
import { type Fields, pairFields } from './schema/fields.ts'

/** Two operations that are one, possibly under another id. */
export interface OperationPair {
  readonly connectors: ConnectorPair
  readonly base: Operation
  readonly revision: Operation
  /** Of the operation in the base. */
  readonly at: Pointer
  readonly rename?: Rename
  /** The fields of the input; `null` where one is not a plain object. */
  readonly inputs: Fields | null
}

export function operationPair(
  connectors: ConnectorPair,
  pair: ConnectorPair['operations']['both'][number],
): OperationPair {
  const { by } = connectors
  const base = by.base.shape(by.base.node(pair.base.input))
  const revision = by.revision.shape(by.revision.node(pair.revision.input))
  const inputs =
    base.kind === 'plain' && revision.kind === 'plain' ? pairFields(base, revision, { by, side: 'input' }) : null
  return { connectors, ...pair, at: pointer('operations', pair.base.id), inputs }
}

/** The operation's requests, whether an action's or a poll's. */
export function httpOf(operation: Operation): HttpCall | undefined {
  return operation.http ?? operation.poll?.http
}

/** What is asked for, also where it is the default. */
export function answerOf({ answer }: HttpCall): Answer {
  return answer ?? { mediaType: 'application/json' }
}

/** Of an action, or of what a trigger polls. */
export function pagesOf(operation: Operation): Pages | undefined {
  return operation.pages ?? operation.poll?.pages
}

/** Into the base, whether it is an action's request or a poll's. */
export function httpPointer(pair: OperationPair): Pointer {
  return pair.at + (pair.base.poll === undefined ? '/http' : '/poll/http')
}

/** What does the work: requests, polls or code (or what a later model adds). */
export function mechanismsOf(operation: Operation): readonly string[] {
  return Object.keys(operation)
    .filter((part) => !commonParts.has(part) && operation[part as keyof Operation] !== undefined)
    .sort()
}

/** What every operation may have, whatever does the work. */
export const commonParts: ReadonlySet<string> = new Set([
  'aliases',
  'confirm',
  'deprecated',
  'description',
  'effect',
  'formerly',
  'id',
  'input',
  'kind',
  'options',
  'output',
  'pages',
  'schemaFrom',
  'security',
  'servers',
  'title',
  'unavailable',
  'visibility',
])

/** The alternatives of authentication that the operation admits. */
export function securityOf(pair: OperationPair, side: 'base' | 'revision'): readonly SecurityRequirement[] {
  return pair[side].security ?? pair.connectors[side].security
}

/** The servers that the operation's requests go to. */
export function serversOfPair(pair: OperationPair, side: 'base' | 'revision'): readonly Server[] {
  return serversOf(pair.connectors[side], pair[side])
}

/** An operation in both states; `null` where it is gone. */
export interface Both {
  readonly base: Operation
  readonly revision: Operation | null
}

/** Whether its requests go to the connector's servers, and not to servers of its own, which are compared with it. */
export function usesServers({ base, revision }: Both): boolean {
  return base.servers === undefined && revision?.servers === undefined
}
