import type { Operation, Server } from '@jackfield/core'
import type { Feature } from '../features.ts'
import { child, type Located, type Place } from '../refs/index.ts'
import type { GivenSecurity, OperationPlace } from './hooks.ts'
import { listOperations } from './list-operations.ts'
import { operationIds, warnOfRepeatedId } from './operation-ids.ts'
import { readCallbacks } from './read-callbacks.ts'
import { inheritedBy, type OperationDraft, readOperation, sentence } from './read-operation.ts'
import type { Security } from './read-security.ts'
import { readWebhooks } from './read-webhooks.ts'
import type { Reading } from './reading.ts'
import { readServers } from './servers.ts'
import { subscribing } from './subscribing.ts'
import { createTools } from './tools.ts'
import type { UrlPlace } from './url-place.ts'

export interface Shared {
  readonly servers: readonly Server[]
  readonly security: Security
  readonly given: GivenSecurity | undefined
}

export function readOperations(root: Located, shared: Shared, reading: Reading): readonly OperationDraft[] {
  const listed = listOperations(child(root, 'paths'), reading)
  const ids = operationIds(listed)
  for (const place of listed) warnOfRepeatedId(place, ids.get(place)?.id ?? '', reading)
  const inherited = inheritedBy(root)
  const global = child(root, 'security')
  const globally = global === undefined || shared.given !== undefined ? [] : shared.security.requirementsOf(global)
  return listed.map((place) => {
    const draft = readOperation(place, { ids: ids.get(place) ?? { id: place.path }, inherited }, reading)
    return {
      ...draft,
      operation: {
        ...draft.operation,
        ...ownServers(place, shared, reading),
        ...ownSecurity(place, { ...shared, globally }, draft.operation),
      },
    }
  })
}

/** Those of an operation, else those of its path. */
function ownServers(
  { operation, pathItem }: OperationPlace,
  { servers }: Shared,
  reading: Reading,
): Pick<Operation, 'servers'> {
  const written = child(operation, 'servers') ?? child(pathItem, 'servers')
  if (written === undefined || reading.dialect === '2.0') return {}
  const own = readServers(written, reading)
  return JSON.stringify(own) === JSON.stringify(servers) ? {} : { servers: own }
}

function ownSecurity(
  { operation }: OperationPlace,
  { security, given, globally }: Shared & { readonly globally: ReturnType<Security['requirementsOf']> },
  { unavailable }: Operation,
): Partial<Operation> {
  if (given !== undefined) return {}
  const written = child(operation, 'security')
  const read = written === undefined ? globally : security.requirementsOf(written)
  if (typeof read === 'string')
    return { security: [], unavailable: unavailable ?? { feature: read, reason: sentence(read) } }
  return written === undefined ? {} : { security: read }
}

export interface FinishedOperations {
  readonly operations: readonly Operation[]
  /** The Operation Object of each that has one of its own, by id. */
  readonly written: ReadonlyMap<string, Located>
}

/** What hooks make of the operations, and the triggers that come with them. */
export function finishOperations(
  root: Located,
  drafts: readonly OperationDraft[],
  { reading, places }: { readonly reading: Reading; readonly places: Map<string, Place> },
): FinishedOperations {
  const tools = createTools(reading)
  const ids = new Set(drafts.map(({ operation }) => operation.id))
  const ofPaths = drafts.flatMap((draft) => {
    const read = {
      ...tools,
      ...draft.place,
      read: draft.operation,
      parameters: draft.parameters,
      body: draft.body,
      output: draft.output,
      subscribing: (place: UrlPlace) => subscribing(place, draft, reading),
    }
    const made = [reading.hooks.operation?.(read) ?? draft.operation].flat()
    const called = readCallbacks(draft, { ids, drafts }, reading)
    for (const { id } of [...made, ...called]) places.set(id, draft.place.operation.place)
    return [...made, ...called]
  })
  const webhooks = readWebhooks(root, ids, reading)
  for (const { operation, written } of webhooks) places.set(operation.id, written.place)
  return {
    operations: [...ofPaths, ...webhooks.map(({ operation }) => operation)],
    written: new Map([
      ...drafts.map(({ operation, place }) => [operation.id, place.operation] as const),
      ...webhooks.map(({ operation, written }) => [operation.id, written] as const),
    ]),
  }
}

/** What refers to the network, however far away, can't be sent as the document says. */
export function withLost(
  operations: readonly Operation[],
  drafts: readonly OperationDraft[],
  lost: (node: OperationDraft['sent'][number]) => Feature | undefined,
): readonly Operation[] {
  const lacking = new Map(
    drafts.flatMap(({ operation, sent }) => {
      const feature = sent.map(lost).find((each) => each !== undefined)
      return feature === undefined ? [] : [[operation.id, feature] as const]
    }),
  )
  return operations.map((operation) => {
    const feature = lacking.get(operation.id)
    if (feature === undefined || operation.unavailable !== undefined) return operation
    return { ...operation, unavailable: { feature, reason: sentence(feature) } }
  })
}
