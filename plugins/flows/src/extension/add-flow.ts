import {
  type ConnectionId,
  type Connector,
  type ConnectorId,
  type Dict,
  type ExtensionHost,
  editionOf,
  errors,
  nearestName,
  type Problem,
  pointer,
  splitOperation,
} from '@jackfield/core'
import { type FlowDocument, readFlow, type Source } from '../document/index.ts'
import { type Flow, flowStore } from '../run/index.ts'
import { isError, type ReadFlowDependent, readDependent } from '../usage/index.ts'
import type { AddedFlow, AddOptions } from './flows-api.ts'

/** Checks a flow against the connectors and connections of its organisation, then stores, binds and listens at once. */
export async function addFlow(host: ExtensionHost, text: string, options: AddOptions): Promise<AddedFlow> {
  const { organisation, file = 'flow' } = options
  const { flow: asked, source } = readFlow(file, text)
  const models = await modelsFor(host, organisation, asked)
  const read = readDependent({ path: file, text }, (id) => models.get(id))
  const problems = [...read.problems.map(graver), ...(await checkConnections(host, { read, source }, options))]
  const wrong = problems.filter(isError)
  const { flow: document } = read
  if (document === undefined || wrong.length > 0) throw invalid(read.id ?? file, wrong)

  const edition = editionOf(text)
  const title = document.title === undefined ? {} : { title: document.title }
  const flow: Flow = { organisation, id: document.id, edition, connections: { ...options.connections }, ...title }
  await host.store.transaction('flow', async (tables) => {
    await flowStore.putDocument(tables, { organisation, flow: document.id, edition }, text)
    await flowStore.putFlow(tables, flow)
    const dependent = { organisation, id: document.id, edition, kind: 'flow', ...title } as const
    await host.putDependent({ dependent, usages: read.usages, complete: read.complete }, tables)
    const { operation, connection: name, input } = document.trigger
    const connection = name === undefined ? null : (flow.connections[name] ?? null)
    await host.listen({ organisation, dependent: document.id, operation, connection, input }, tables)
  })
  return { ...flow, warnings: problems }
}

/** A report can say that a connector is not known to it; a flow that is added can't use it. */
function graver(problem: Problem): Problem {
  return problem.code === 'connector-unknown' ? { ...problem, severity: 'error' } : problem
}

/** The models that the document's operations are read against. */
async function modelsFor(
  host: ExtensionHost,
  organisation: string,
  document: FlowDocument | undefined,
): Promise<ReadonlyMap<ConnectorId, Connector>> {
  const operations =
    document === undefined ? [] : [document.trigger, ...document.steps].map(({ operation }) => operation)
  const ids = [
    ...Object.values(document?.connections ?? {}),
    ...operations.map((name) => splitOperation(name)?.connector),
  ]
  const models = new Map<ConnectorId, Connector>()
  for (const id of new Set(ids)) {
    const model = id === undefined ? undefined : await host.connector(organisation, id)
    if (model !== undefined) models.set(model.id, model)
  }
  return models
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
      })
  }
  for (const name of Object.keys(connections).filter((one) => !Object.hasOwn(wanted, one)))
    problems.push({
      code: 'connection-unfit',
      message: `The document has no connection "${name}".`,
      ...source.place('/connections'),
      ...near(name, wanted),
    })
  return problems
}

function near(name: string, wanted: Dict<ConnectorId>): Pick<Problem, 'hint'> {
  const nearest = nearestName(name, Object.keys(wanted))
  return nearest === undefined ? {} : { hint: `Did you mean "${nearest}"?` }
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
