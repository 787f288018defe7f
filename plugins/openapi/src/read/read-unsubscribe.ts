import { canonicalJson, type Dict, type HttpCall, type Kept, type Webhook } from '@jackfield/core'
import { createKeptNames } from './kept-names.ts'
import { readLinkValue } from './link-value.ts'
import { type Link, readLinks } from './read-links.ts'
import type { OperationDraft } from './read-operation.ts'
import type { Reading } from './reading.ts'

/** How a subscription ends, and what has to be kept of its answer for that. */
export interface Unsubscribe {
  readonly unsubscribe: NonNullable<Webhook['unsubscribe']>
  readonly keep: Dict<Kept>
}

/**
 * What ends what an operation subscribed, where the document says it: the links of its answer lead to one operation
 * with DELETE, and say everything that it needs. A path that looks as if it did is no word of the document's.
 */
export function readUnsubscribe(
  subscribing: OperationDraft,
  drafts: readonly OperationDraft[],
  reading: Reading,
): Unsubscribe | undefined {
  const links = readLinks(subscribing, drafts, reading).filter(({ to }) => ends(to, subscribing))
  const [only, ...others] = new Set(links.map(({ to }) => to))
  if (only === undefined || others.length > 0) return undefined
  for (const link of links) {
    const read = callBy(link, subscribing)
    if (read !== undefined) return read
  }
  return undefined
}

/** Sent as the other was: to the same servers, signed by the same schemes. */
function ends({ place, operation }: OperationDraft, subscribing: OperationDraft): boolean {
  const way = ({ operation: { servers, security } }: Pick<OperationDraft, 'operation'>): string =>
    canonicalJson({ servers, security } as never)
  return place.method === 'DELETE' && operation.unavailable === undefined && way({ operation }) === way(subscribing)
}

/** Undefined where something that has to be sent is not said. What is the same in every request needs no saying. */
function callBy({ to, parameters }: Link, subscribing: OperationDraft): Unsubscribe | undefined {
  const { http } = to.operation
  if (http === undefined || to.body?.required === true) return undefined
  const { body: _, ...call } = http
  const kept = createKeptNames()
  const sent: HttpCall['parameters'][number][] = []
  for (const parameter of call.parameters) {
    const said = parameters[`${parameter.in}.${parameter.name}`] ?? parameters[parameter.name]
    if (said === undefined && parameter.value.kind === 'literal') sent.push(parameter)
    else if (said === undefined) {
      const written = to.parameters.find(({ in: place, name }) => place === parameter.in && name === parameter.name)
      if (written?.required === true) return undefined
    } else {
      const value = readLinkValue(said, { draft: subscribing, kept })
      if (value === undefined) return undefined
      sent.push({ ...parameter, value })
    }
  }
  return { unsubscribe: { http: { ...call, parameters: sent } }, keep: kept.all() }
}
