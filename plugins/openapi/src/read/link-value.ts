import { type Json, type Kept, type Reference, segmentsOf, type Template } from '@jackfield/core'
import type { OperationDraft } from './read-operation.ts'

/** What is sent in a link's place, and what has to be kept of the answer for it, by name. */
export interface LinkValue {
  readonly template: Template
  readonly keep: readonly (readonly [string, Kept])[]
}

/** A part of one: text as it stands, or what is read in its place. */
interface Read {
  readonly part: string | Reference
  readonly keep: LinkValue['keep']
}

/**
 * A constant or a runtime expression (OpenAPI 3.1, 4.8.20.4) over the answer and the request of an operation; undefined
 * where it is about something that is not known any more.
 */
export function readLinkValue(written: Json, draft: OperationDraft): LinkValue | undefined {
  if (typeof written !== 'string') return { template: { kind: 'literal', value: written }, keep: [] }
  const whole = written.startsWith('$') ? readExpression(written, draft) : undefined
  if (written.startsWith('$'))
    return whole && { template: { kind: 'value', from: whole.part as Reference }, keep: whole.keep }
  const pieces = written.split(/\{(\$[^{}]*)\}/).map((piece, index) => {
    if (index % 2 === 1) return readExpression(piece, draft)
    return { part: piece, keep: [] }
  })
  const read = pieces.filter((piece) => piece !== undefined)
  if (read.length < pieces.length) return undefined
  if (read.length === 1) return { template: { kind: 'literal', value: written }, keep: [] }
  const parts = read.map(({ part }) => part).filter((part) => part !== '')
  return { template: { kind: 'text', parts }, keep: read.flatMap(({ keep }) => keep) }
}

function readExpression(text: string, draft: OperationDraft): Read | undefined {
  const [, side, place, name = ''] =
    /^\$(request|response)\.(body#|header\.|query\.|path\.)(.+)$/.exec(text.trim()) ?? []
  if (side === 'response') return ofAnswer(place, name)
  if (side === undefined) return undefined
  if (place === 'body#') return { part: { root: 'input', path: ['body', ...segmentsOf(name)] }, keep: [] }
  const asked = draft.parameters.find((each) => `${each.in}.` === place && each.name === name)?.input
  return asked == null ? undefined : { part: { root: 'input', path: [asked] }, keep: [] }
}

function ofAnswer(place: string | undefined, name: string): Read | undefined {
  const kept = place === 'body#' ? { at: name } : place === 'header.' ? { header: name } : undefined
  if (kept === undefined) return undefined
  const as = [place === 'body#' ? 'body' : 'header', ...name.split(/[^A-Za-z0-9]+/).filter(Boolean)].join('_')
  return { part: { root: 'subscription', path: [as] }, keep: [[as, kept]] }
}
