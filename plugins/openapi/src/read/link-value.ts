import { type Json, type Kept, type Reference, segmentsOf, type Template } from '@jackfield/core'
import type { KeptNames } from './kept-names.ts'
import type { OperationDraft } from './read-operation.ts'

/** Whose answer and request a link is about, and the names of what is kept of the answer for it. */
export interface LinkFrom {
  readonly draft: OperationDraft
  readonly kept: KeptNames
}

/**
 * A constant or a runtime expression (OpenAPI 3.1, 4.8.20.4) over the answer and the request of an operation; undefined
 * where it is about something that is not known any more.
 */
export function readLinkValue(written: Json, from: LinkFrom): Template | undefined {
  if (typeof written !== 'string') return { kind: 'literal', value: written }
  if (written.startsWith('$')) {
    const whole = readExpression(written, from)
    return whole && { kind: 'value', from: whole }
  }
  const pieces = written
    .split(/\{(\$[^{}]*)\}/)
    .map((piece, index) => (index % 2 === 1 ? readExpression(piece, from) : piece))
  const parts = pieces.filter((piece) => piece !== undefined)
  if (parts.length < pieces.length) return undefined
  if (parts.length === 1) return { kind: 'literal', value: written }
  return { kind: 'text', parts: parts.filter((part) => part !== '') }
}

function readExpression(text: string, { draft, kept }: LinkFrom): Reference | undefined {
  const [, side, place, name = ''] =
    /^\$(request|response)\.(body#|header\.|query\.|path\.)(.+)$/.exec(text.trim()) ?? []
  if (side === 'response') return ofAnswer(place, name, kept)
  if (side === undefined) return undefined
  if (place === 'body#') return { root: 'input', path: ['body', ...segmentsOf(name)] }
  const asked = draft.parameters.find((each) => `${each.in}.` === place && each.name === name)?.input
  return asked == null ? undefined : { root: 'input', path: [asked] }
}

function ofAnswer(place: string | undefined, name: string, kept: KeptNames): Reference | undefined {
  const part: Kept | undefined = place === 'body#' ? { at: name } : place === 'header.' ? { header: name } : undefined
  if (part === undefined) return undefined
  const words = [place === 'body#' ? 'body' : 'header', ...name.split(/[^A-Za-z0-9]+/).filter(Boolean)]
  return { root: 'subscription', path: [kept.nameOf(part, words.join('_'))] }
}
