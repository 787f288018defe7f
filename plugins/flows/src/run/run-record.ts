import type { ConnectionId, Dict, Json, JsonObject, OperationName, RevisionId, TriggerEvent } from '@jackfield/core'

/** One run of a flow, with all that it began with: an edit or an upgrade of a connector does not reach it (Law 3). */
export interface Run {
  readonly id: string
  readonly organisation: string
  readonly flow: string
  readonly edition: string
  /** By operation name. */
  readonly revisions: Dict<RevisionId>
  /** By the document's own names. */
  readonly connections: Dict<ConnectionId>
  readonly event: TriggerEvent
  /** Milliseconds since 1970, and from 0 up to 1: what `$now` and `$random` give, however often the run is taken up. */
  readonly moment: { readonly now: number; readonly random: number }
  readonly state: RunState
  /** Where it failed or waits, and why. */
  readonly step?: string
  readonly message?: string
}

/** `waiting`: a person has to decide about a step in doubt. */
export type RunState = 'pending' | 'running' | 'waiting' | 'finished' | 'failed'

/** What the journal knows of a step, or of one item of its `forEach`. */
export interface JournalEntry {
  readonly run: string
  readonly step: string
  readonly operation: OperationName
  /** `null` for the step as a whole. */
  readonly item: number | null
  readonly state: EntryState
}

export type EntryState =
  /** The values of a `forEach`, before the first of them. */
  | { readonly status: 'each'; readonly values: readonly Json[] }
  /** Written before the request: it may have been sent. */
  | ({ readonly status: 'sent' } & Sent)
  /** Nobody knows whether it had its effect; `since` is after the last possible send, in milliseconds since 1970. */
  | ({ readonly status: 'in-doubt'; readonly since: number } & Sent)
  /** A person decided that it is to be sent again. */
  | ({ readonly status: 'cleared' } & Sent)
  | { readonly status: 'done'; readonly output: Json }
  | { readonly status: 'skipped' }
  /** `sent` where it came so far. */
  | { readonly status: 'failed'; readonly message: string; readonly sent?: Sent }

/** What is sent, and the how manieth time; never evaluated again. */
export interface Sent {
  readonly input: JsonObject
  readonly attempt: number
}

export function entryId({ run, step, item }: Pick<JournalEntry, 'run' | 'step' | 'item'>): string {
  return `${run}/${step}${item === null ? '' : `/${item}`}`
}
