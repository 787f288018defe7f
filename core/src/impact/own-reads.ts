import {
  type FieldPath,
  itemCursor,
  type Json,
  type Operation,
  type Pages,
  type Pointer,
  segmentsOf,
} from '../model/index.ts'

/** What an operation reads of what comes out of it, for its own sake. */
export interface OwnRead {
  readonly use: OwnUse
  /** Into the output. */
  readonly path: FieldPath
  /** What has to be there, where one value does. */
  readonly equals?: Json
}

export type OwnUse =
  /** An item's position (`poll.cursor.from`). */
  | 'cursor'
  /** Which of a delivered trigger's items are one (`webhook.dedupe.key`). */
  | 'delivery key'
  /** Which of a polled trigger's items are one (`poll.dedupe.key`). */
  | 'key'
  /** What leads to the next page (`pages`). */
  | 'page'
  /** Which element is the result (`result.where`). */
  | 'result'
  /** Whether the call succeeded (`succeeds.at`). */
  | 'success'

/** What the operation reads of its output on both sides; what it reads elsewhere now is a change by itself. */
export function ownReads(base: Operation, revision: Operation): readonly OwnRead[] {
  const now = new Set(readsOf(revision).map(([use, place]) => `${use} ${place}`))
  return readsOf(base)
    .filter(([use, place]) => now.has(`${use} ${place}`))
    .map(([use, place, equals]) => ({ use, path: segmentsOf(place), ...(equals !== undefined && { equals }) }))
}

type Reading = readonly [use: OwnUse, place: Pointer, equals?: Json]

function readsOf(operation: Operation): readonly Reading[] {
  const { http, poll, webhook } = operation
  const cursor = poll === undefined ? undefined : itemCursor(poll)
  return [
    ...answerReads(operation),
    ...Object.entries(http?.result?.where ?? {}).map(
      ([place, value]): Reading => (value.kind === 'literal' ? ['result', place, value.value] : ['result', place]),
    ),
    ...(poll?.dedupe.key ?? []).map((place): Reading => ['key', place]),
    ...(cursor === undefined ? [] : [['cursor', cursor.from] as const]),
    ...(webhook?.dedupe.header === undefined ? (webhook?.dedupe.key ?? []) : []).map(
      (place): Reading => ['delivery key', place],
    ),
  ]
}

/** An answer is only known where it is the output itself. */
function answerReads({ http, pages }: Operation): readonly Reading[] {
  if (http?.result !== undefined) return []
  return [
    ...(http?.succeeds === undefined ? [] : [['success', http.succeeds.at, http.succeeds.equals] as const]),
    ...(pages === undefined ? [] : placesIn(pages)).map((place): Reading => ['page', place]),
  ]
}

function placesIn(pages: Pages): readonly Pointer[] {
  if (pages.kind === 'next') return [pages.next]
  if (pages.kind === 'cursor') return [pages.from]
  if (pages.kind === 'link') return []
  const total = pages.kind === 'offset' ? pages.total : undefined
  return [pages.more, total].filter((place) => place !== undefined)
}
