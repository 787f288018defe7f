import {
  type Connector,
  dict,
  type Json,
  type Operation,
  type ReadConnector,
  type Schema,
  type Server,
} from '@jackfield/core'
import type { Feature } from '../features.ts'
import {
  child,
  type Located,
  membersOf,
  own,
  type Place,
  pointerOf,
  rootOf,
  type SourceDocument,
  textIn,
} from '../refs/index.ts'
import { createReading } from './create-reading.ts'
import { dialectOf } from './dialect.ts'
import type { DocumentOptions } from './document-options.ts'
import type { GivenSecurity, OperationPlace } from './hooks.ts'
import { listOperations } from './list-operations.ts'
import { operationIds } from './operation-ids.ts'
import { readCallbacks } from './read-callbacks.ts'
import { inheritedBy, type OperationDraft, readOperation, sentence } from './read-operation.ts'
import { readSecurity, type Security } from './read-security.ts'
import { readWebhooks } from './read-webhooks.ts'
import type { Reading } from './reading.ts'
import { readHost, readServers } from './servers.ts'
import { subscribing } from './subscribing.ts'
import { createTools } from './tools.ts'
import type { UrlPlace } from './url-place.ts'

/** Reads a parsed OpenAPI 3.x or Swagger 2.0 document as a connector. Never throws for what is in the document. */
export function readDocument(document: SourceDocument, options: DocumentOptions): ReadConnector {
  const dialect = dialectOf(document.value)
  if (typeof dialect !== 'string')
    return { problems: [{ ...dialect, file: document.file, ...document.locate([dialect.pointer ?? ''])[0] }] }
  const { reading, problems } = createReading(document, dialect, options)
  const root: Located = { value: document.value, place: rootOf(document) }
  const servers = dialect === '2.0' ? readHost(root, reading) : readServers(child(root, 'servers'), reading)
  const security = readSecurity(root, servers[0], reading)
  const drafts = readOperations(root, { servers, security, given: options.security }, reading)
  const places = new Map<string, Place>()
  const operations = finishOperations(root, drafts, { reading, places })
  const finished = reading.schemas.finish(operations.flatMap(schemasIn))
  const connector: Connector = {
    model: 1,
    ...aboutOf(root.value, options.id),
    servers,
    ...securityOf(root, { security, given: options.security }),
    settings: settingsOf(reading, options.security),
    operations: dict(withLost(operations, drafts, finished.lost).map((each) => [each.id, each] as const)),
    schemas: finished.named,
  }
  const whole = reading.hooks.connector?.(connector) ?? connector
  return {
    connector: whole,
    id: whole.id,
    problems: problems(),
    place: placing(document, { places, schemas: finished.places }),
  }
}

function schemasIn({ input, output, http, webhook }: Operation): readonly Schema[] {
  const calls = [http, webhook?.subscribe?.http].flatMap((call) => [call?.body?.schema, call?.answer?.schema])
  return [input, output, ...calls.filter((schema) => schema !== undefined)]
}

interface Shared {
  readonly servers: readonly Server[]
  readonly security: Security
  readonly given: GivenSecurity | undefined
}

function readOperations(root: Located, shared: Shared, reading: Reading): readonly OperationDraft[] {
  const listed = listOperations(child(root, 'paths'), reading)
  const ids = operationIds(listed)
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

/** What hooks make of the operations, and the triggers that come with them. */
function finishOperations(
  root: Located,
  drafts: readonly OperationDraft[],
  { reading, places }: { readonly reading: Reading; readonly places: Map<string, Place> },
): readonly Operation[] {
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
    const called = readCallbacks(draft, ids, reading)
    for (const { id } of [...made, ...called]) places.set(id, draft.place.operation.place)
    return [...made, ...called]
  })
  return [...ofPaths, ...readWebhooks(root, ids, reading)]
}

/** What refers to the network, however far away, can't be sent as the document says. */
function withLost(
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

/** What a document says of itself, whatever it holds. */
export function aboutOf(
  document: Json,
  id: string,
): Pick<Connector, 'id' | 'version' | 'title' | 'description' | 'publisher'> {
  const info = own(document, 'info')
  const description = textIn(info, 'description')?.trim()
  const publisher = textIn(own(info, 'contact'), 'name')
  return {
    id,
    version: textIn(info, 'version') ?? '0',
    title: textIn(info, 'title')?.trim() ?? id,
    ...(description !== undefined && { description }),
    ...(publisher !== undefined && { publisher }),
  }
}

function securityOf(
  root: Located,
  { security, given }: Pick<Shared, 'security' | 'given'>,
): Pick<Connector, 'securitySchemes' | 'security'> {
  if (given !== undefined) return { securitySchemes: given.securitySchemes, security: given.security }
  const written = child(root, 'security')
  const read = written === undefined ? [] : security.requirementsOf(written)
  return { securitySchemes: security.schemes, security: typeof read === 'string' ? [] : read }
}

function settingsOf({ settings }: Reading, given: GivenSecurity | undefined): Connector['settings'] {
  for (const [name, schema] of Object.entries(given?.settings ?? {}))
    settings.add(name, schema, { required: given?.required?.includes(name) === true })
  return settings.schema()
}

interface Places {
  readonly places: ReadonlyMap<string, Place>
  readonly schemas: ReadonlyMap<string, Place>
}

/** Where a part of the model was written: its operation, its schema, or the key that it came from. */
function placing(document: SourceDocument, known: Places): NonNullable<ReadConnector['place']> {
  return (model) => {
    const [area = '', name = ''] = model
      .split('/')
      .slice(1, 3)
      .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
    const place =
      area === 'operations' ? known.places.get(name) : area === 'schemas' ? known.schemas.get(name) : undefined
    const at =
      place === undefined
        ? membersOf({ value: document.value, place: rootOf(document) }).some(([key]) => key === area)
          ? `/${area}`
          : ''
        : pointerOf(place)
    const from = place?.document ?? document
    return { file: from.file, pointer: at, ...from.locate([at])[0] }
  }
}
