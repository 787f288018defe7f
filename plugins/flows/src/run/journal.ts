import type { Json, OperationName } from '@jackfield/core'
import { flowStore } from './flow-store.ts'
import { type EntryState, entryId, type Run } from './run-record.ts'
import type { RunRoom } from './run-room.ts'

/** Which line of the journal: a step, or one item of it. */
export interface Line {
  readonly step: string
  readonly operation: OperationName
  readonly item: number | null
}

/** The journal of one run: what is not written here did not happen, as far as a run taken up again knows (Law 5). */
export interface Journal {
  at(line: Omit<Line, 'operation'>): EntryState | undefined
  /** One transaction; `journal-attempt` before a request may be sent, `journal-result` for what came of it. */
  write(label: 'journal-attempt' | 'journal-result', line: Line, state: EntryState): Promise<void>
}

export async function openJournal({ host }: RunRoom, run: Run): Promise<Journal> {
  const entries = new Map<string, EntryState>()
  for (const entry of await flowStore.journal(host.store.tables, run.id)) entries.set(entryId(entry), entry.state)
  const idOf = ({ step, item }: Omit<Line, 'operation'>) => entryId({ run: run.id, step, item })
  return {
    at: (line) => entries.get(idOf(line)),
    async write(label, line, state) {
      const entry = { run: run.id, ...line, state }
      await host.store.transaction(label, (tables) => flowStore.putEntry(tables, entry))
      entries.set(idOf(line), state)
    },
  }
}

/** What came of a step or an item. */
export type StepResult = { readonly kind: 'output'; readonly output: Json } | { readonly kind: 'absent' }

export const absent: StepResult = { kind: 'absent' }

export function outputOf(output: Json): StepResult {
  return { kind: 'output', output }
}
