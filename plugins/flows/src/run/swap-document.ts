import { canonicalJson, type DocumentSwap, type ExtensionHost, errors, type Tables } from '@jackfield/core'
import type { FlowDocument } from '../document/index.ts'
import type { Flow } from './flow-record.ts'
import { flowStore } from './flow-store.ts'

interface Swapping {
  readonly host: ExtensionHost
  parse(flow: string, text: string): FlowDocument
}

/**
 * Joins an approval or a rollback: new runs are of this document, with the connections that the flow has. Answers the
 * document before. Throws `approval-refused` where it names others, `dependent-invalid` where it can't be read.
 */
export async function swapDocument(
  { host, parse }: Swapping,
  { organisation, dependent: id, edition, document: text }: DocumentSwap,
  tables: Tables,
): Promise<string | undefined> {
  const stored = await flowStore.flow(tables, organisation, id)
  if (stored === undefined) throw errors.dependentUnknown(`"${organisation}" has no flow "${id}".`)
  const next = parse(id, text)
  assertConnected(stored, next)
  const former = await flowStore.document(tables, { organisation, flow: id, edition: stored.edition })
  await flowStore.putDocument(tables, { organisation, flow: id, edition }, text)
  const { title: _, ...rest } = stored
  await flowStore.putFlow(tables, { ...rest, edition, ...(next.title !== undefined && { title: next.title }) })
  if (former !== undefined && sameTrigger(parse(id, former), next)) return former
  const { operation, connection, input } = next.trigger
  const connected = connection === undefined ? null : (stored.connections[connection] ?? null)
  const { callbackUrl } = stored
  const place = { organisation, dependent: id, operation, connection: connected, input }
  await host.listen({ ...place, ...(callbackUrl !== undefined && { callbackUrl }) }, tables)
  return former
}

function assertConnected({ id, connections }: Flow, { connections: wanted }: FlowDocument): void {
  const missing = Object.keys(wanted).find((name) => !Object.hasOwn(connections, name))
  if (missing === undefined) return
  throw errors.approvalRefused(`The document for "${id}" has a connection "${missing}", which the flow is not given.`, {
    hint: 'Use the names that the flow has; add the flow anew to give it another connection.',
  })
}

function sameTrigger(one: FlowDocument, other: FlowDocument): boolean {
  return canonicalJson(one.trigger) === canonicalJson(other.trigger)
}
