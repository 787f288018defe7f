import type { Gist } from '../load/index.ts'
import type { ConnectorId, KernelEvents, Problem, Scope } from '../model/index.ts'
import type { Dormant } from '../register/index.ts'
import type { Reading } from './candidate.ts'
import { createEntries, type Entries } from './entries.ts'
import { createEntryIndex, type EntryIndex } from './entry-index.ts'
import { createKeeping, type Keeping } from './keeping.ts'
import type { Place } from './place.ts'
import type { StageRoom } from './stage-room.ts'

export interface IntakeOptions extends StageRoom {
  /** Whether an entry is still there, in a folder that is watched for its scope. */
  exists(place: Place): Promise<boolean>
  /** Reads an entry whole. */
  read(place: Place): Promise<Reading>
  /** Names what looks at a scope's entries: formats with their versions, and what else has a say. */
  readerName(scope: Scope): string
  /** What is to be kept of an entry as it is now; `null` where it can't be read in one go. */
  gist(place: Place): Promise<Gist | null>
  /** Reads an entry as it was when it was kept. */
  readKept(place: Place, source: Uint8Array): Promise<Reading | null>
}

/** What an intake works with: what it knows of entries, in this process and of those before. */
export interface IntakeRoom extends IntakeOptions {
  readonly entries: Entries
  readonly index: EntryIndex
  readonly keeping: Keeping
  /** Dormant ones that a process before knew, to be told of once everything was looked at. */
  readonly recalled: Dormant[]
  /** Why connectors that were dormant can't be used, by `brokenKey`. */
  readonly broken: Map<string, readonly Problem[]>
}

export function intakeRoom(options: IntakeOptions): IntakeRoom {
  const index = createEntryIndex({ store: options.store, readerName: options.readerName })
  return {
    ...options,
    entries: createEntries(),
    index,
    keeping: createKeeping(options),
    recalled: [],
    broken: new Map(),
  }
}

export function fail(
  { notifier }: Pick<IntakeRoom, 'notifier'>,
  { scope, path }: Place,
  failure: Pick<KernelEvents['connector:failed'], 'connector' | 'problems'>,
): void {
  notifier.emit('connector:failed', { scope, path, ...failure })
}

export function brokenKey(scope: Scope, connector: ConnectorId): string {
  return `${scope}\n${connector}`
}
