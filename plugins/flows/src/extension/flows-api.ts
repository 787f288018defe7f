import type { ConnectionId, Json, ListenerId, Problem } from '@jackfield/core'
import type { ExpressionLimits } from '../expression/index.ts'
import type { EntryState, Flow, Run, RunState } from '../run/index.ts'

/** What `kernel.extension(flows)` offers. */
export interface FlowsApi {
  /**
   * Adds a flow, or edits the one of the same id: runs in flight finish with the edition that they began with, the
   * trigger keeps its position. Nothing is changed when it throws `dependent-invalid` (every problem at once).
   *
   * @param document its text, YAML or JSON, or what `defineFlow` gave.
   */
  add(document: string | { readonly flow: 1; readonly id: string }, options: AddOptions): Promise<AddedFlow>
  list(filter: { readonly organisation: string }): Promise<readonly Flow[]>
  /** The flow with its document as it is now. */
  get(flow: FlowKey): Promise<(Flow & { readonly document: string }) | undefined>
  /** Ends the flow's trigger; runs in flight finish. Throws `dependent-unknown`. */
  remove(flow: FlowKey): Promise<void>
  /** Oldest first. */
  runs(filter: RunFilter): Promise<readonly Run[]>
  /** What the journal has of a run, in the order of first writing. Throws `dependent-unknown`. */
  journal(run: string): Promise<readonly JournalLine[]>
  /**
   * Decides about a step in doubt of a run that waits, which then goes on: it `happened` with this output, is to be
   * sent `again`, or is skipped. Throws `dependent-unknown`, `argument-invalid` where nothing waits for that.
   */
  decide(run: string, decision: DoubtDecision): Promise<void>
  /**
   * Takes up a run that failed at its failed step, with the input that was journaled, or one that waits by asking about
   * the step in doubt again. Throws `dependent-unknown`, `argument-invalid` where the run neither failed nor waits.
   */
  resume(run: string): Promise<void>
}

export interface FlowsOptions {
  /** How many runs go on at once. @default 8 */
  readonly runsAtOnce?: number
  /** How much one expression may take. */
  readonly expressions?: Partial<ExpressionLimits>
}

export interface FlowKey {
  readonly organisation: string
  readonly id: string
}

export interface AddOptions {
  readonly organisation: string
  /** By the document's own names: each of them, and no other. */
  readonly connections: Readonly<Record<string, ConnectionId>>
  /** How problems name the document. @default 'flow' */
  readonly file?: string
  /**
   * Of a webhook trigger: a URL of the host's own that the service calls instead of the kernel's. The host hands its
   * requests on: `kernel.handle(request, { listener: flow.listener })`.
   */
  readonly callbackUrl?: string
}

export interface AddedFlow extends Flow {
  readonly warnings: readonly Problem[]
  /** The state of its trigger. */
  readonly listener: ListenerId
  /** Of a webhook trigger: where the service calls. A person enters it there, where the connector can't. */
  readonly url?: string
}

export interface RunFilter {
  readonly organisation: string
  readonly flow?: string
  readonly state?: RunState
}

export interface JournalLine {
  readonly step: string
  /** Which item of a `forEach`; `null` for the step as a whole. */
  readonly item: number | null
  readonly state: EntryState
}

export type DoubtDecision = { readonly step: string; readonly item?: number } & (
  | { readonly kind: 'happened'; readonly output: Json }
  | { readonly kind: 'again' }
  | { readonly kind: 'skip' }
)
