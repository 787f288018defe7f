import {
  type ConnectionId,
  type ConnectorId,
  type Dict,
  type ExtensionHost,
  editionOf,
  errors,
  isError,
  isJackfieldError,
  type Listen,
  nearestName,
  type Problem,
  pointer,
  type ServingConnector,
  splitOperation,
} from '@jackfield/core'
import { type FlowDocument, readFlow, type Source } from '../document/index.ts'
import { type Flow, flowStore } from '../run/index.ts'
import { type ReadFlowDependent, readDependent } from '../usage/index.ts'
import { type DescribedSteps, describeSteps } from './describe-steps.ts'
import type { AddedFlow, AddOptions } from './flows-api.ts'

const nothingDescribed: DescribedSteps = { described: new Map(), problems: [] }

/** How often a flow is checked while its connectors keep changing. */
const attempts = 20

/**
 * Checks a flow against the connectors and connections of its organisation, then stores, binds and listens at once. A
 * connector that changes in between has it checked anew.
 */
export async function addFlow(host: ExtensionHost, text: string, options: AddOptions): Promise<AddedFlow> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await addChecked(host, text, options)
    } catch (error) {
      const again = isJackfieldError(error) && error.code === 'revision-changed' && attempt < attempts
      if (!again) throw error
    }
  }
}

async function addChecked(host: ExtensionHost, text: string, options: AddOptions): Promise<AddedFlow> {
  const { organisation, file = 'flow', callbackUrl } = options
  const { flow: asked, source } = readFlow(file, text)
  const connectors = await connectorsFor(host, organisation, asked)
  const connectorOf = (id: ConnectorId) => connectors.get(id)?.model
  const declared = readDependent({ path: file, text }, { connectorOf })
  const unconnected = await checkConnections(host, { read: declared, source }, options)
  // Services are asked only through connections that are the organisation's.
  const { described, problems: undescribed } =
    asked === undefined || unconnected.length > 0
      ? nothingDescribed
      : await describeSteps(host, asked, { ...options, source, connectors })
  const read = described.size === 0 ? declared : readDependent({ path: file, text }, { connectorOf, described })
  const problems = [...read.problems.map(graver), ...unconnected, ...undescribed]
  const wrong = problems.filter(isError)
  const { flow: document } = read
  if (document === undefined || wrong.length > 0) throw invalid(read.id ?? file, wrong)

  const edition = editionOf(text)
  const title = document.title === undefined ? {} : { title: document.title }
  const called = callbackUrl === undefined ? {} : { callbackUrl }
  const connections = { ...options.connections }
  const flow: Flow = { organisation, id: document.id, edition, connections, ...title, ...called }
  const listen = triggerOf(document, flow)
  await host.assertListenable(listen)
  const listener = await host.store.transaction('flow', async (tables) => {
    await flowStore.putDocument(tables, { organisation, flow: document.id, edition }, text)
    await flowStore.putFlow(tables, flow)
    const dependent = { organisation, id: document.id, edition, kind: 'flow', ...title } as const
    const checked = new Map([...connectors].map(([id, { revision }]) => [id, revision]))
    await host.putDependent({ dependent, usages: read.usages, complete: read.complete, checked }, tables)
    return host.listen(listen, tables)
  })
  const url = await host.listenerUrl(listener)
  return { ...flow, warnings: problems, listener, ...(url !== undefined && { url }) }
}

function triggerOf({ id: dependent, trigger }: FlowDocument, flow: Flow): Listen {
  const { operation, connection: name, input } = trigger
  const connection = name === undefined ? null : (flow.connections[name] ?? null)
  const { organisation, callbackUrl } = flow
  return { organisation, dependent, operation, connection, input, ...(callbackUrl !== undefined && { callbackUrl }) }
}

/** A report can say that a connector is not known to it; a flow that is added can't use it. */
function graver(problem: Problem): Problem {
  return problem.code === 'connector-unknown' ? { ...problem, severity: 'error' } : problem
}

/** What the document's operations are read against. */
async function connectorsFor(
  host: ExtensionHost,
  organisation: string,
  document: FlowDocument | undefined,
): Promise<ReadonlyMap<ConnectorId, ServingConnector>> {
  const operations =
    document === undefined ? [] : [document.trigger, ...document.steps].map(({ operation }) => operation)
  const ids = [
    ...Object.values(document?.connections ?? {}),
    ...operations.map((name) => splitOperation(name)?.connector),
  ]
  const connectors = new Map<ConnectorId, ServingConnector>()
  for (const id of new Set(ids)) {
    const connector = id === undefined ? undefined : await host.connector(organisation, id, document?.id)
    if (connector !== undefined) connectors.set(connector.model.id, connector)
  }
  return connectors
}

/** Every name of the document has a connection of the organisation to the right connector, and no other is given. */
async function checkConnections(
  host: ExtensionHost,
  { read: { connections: wanted }, source }: { read: ReadFlowDependent; source: Source },
  { organisation, connections }: AddOptions,
): Promise<readonly Problem[]> {
  const problems: Problem[] = []
  for (const [name, connector] of Object.entries(wanted)) {
    const message = await mismatch(host, {
      organisation,
      connector,
      id: Object.hasOwn(connections, name) ? connections[name] : undefined,
    })
    if (message !== null)
      problems.push({
        code: 'connection-unfit',
        message: `Connection "${name}": ${message}`,
        ...source.place(`/connections${pointer(name)}`),
        hint: `Give the id of a connection of "${organisation}" to "${connector}".`,
      })
  }
  for (const name of Object.keys(connections).filter((one) => !Object.hasOwn(wanted, one)))
    problems.push({
      code: 'connection-unfit',
      message: `The document has no connection "${name}".`,
      ...source.place('/connections'),
      hint: near(name, wanted),
    })
  return problems
}

function near(name: string, wanted: Dict<ConnectorId>): string {
  const nearest = nearestName(name, Object.keys(wanted))
  return nearest === undefined ? 'Leave it out.' : `Did you mean "${nearest}"?`
}

async function mismatch(
  { store }: ExtensionHost,
  { organisation, connector, id }: { organisation: string; connector: ConnectorId; id: ConnectionId | undefined },
): Promise<string | null> {
  if (id === undefined) return `none is given; name one to "${connector}".`
  const stored = await store.tables.connections.get(id)
  if (stored?.connection.organisation !== organisation) return `"${organisation}" has no connection "${id}".`
  const { connector: given } = stored.connection
  return given === connector ? null : `"${id}" is one to "${given}", not to "${connector}".`
}

function invalid(name: string, problems: readonly Problem[]): Error {
  const [first] = problems
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
  return errors.dependentInvalid(`The flow "${name}" is not valid: ${first?.message ?? 'it can’t be read.'}${more}`, {
    problems,
    ...(first?.hint !== undefined && { hint: first.hint }),
  })
}
