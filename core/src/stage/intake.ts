import type { Sight } from '../load/index.ts'
import { type ConnectorId, type Problem, type RevisionId, revisionId, type Scope } from '../model/index.ts'
import type { Dormant } from '../register/index.ts'
import type { Reading } from './candidate.ts'
import { dropRevisions } from './drop-revisions.ts'
import { type IntakeOptions, intakeRoom } from './intake-room.ts'
import { newcomers } from './introduce.ts'
import type { Place } from './place.ts'
import { recall, type Sighted } from './recall.ts'
import { servedByDefault } from './served-by-default.ts'
import { createTaking } from './taking.ts'
import { createWaking } from './waking.ts'

/** `first`: just noticed; `settled`: read again after it had been quiet for a while. */
export type Pass = 'first' | 'settled'

export interface Intake {
  /** Runs `work` when nothing is being taken: decisions and readings never overlap. */
  inTurn<Value>(work: () => Promise<Value>): Promise<Value>
  /** Stages what was read, or answers `again`: too early to tell whether the file is whole. */
  take(scope: Scope, reading: Reading, pass: Pass): Promise<'done' | 'again'>
  /** The same of many at the start, in their order: those that nobody ever used come in together. */
  takeAll(scope: Scope, readings: readonly Reading[]): Promise<void>
  /** At the start: takes up what a process before knew of unchanged entries; answers the paths of those to be read. */
  recall(scope: Scope, sighted: readonly Sighted[]): Promise<ReadonlySet<string>>
  /** Whether an entry is as it was when it was last read, as far as the file system tells. */
  isUnchanged(place: Place, sight: Sight | null): boolean
  /** Whether an entry had these very bytes when it was last read, and came to something by itself. */
  isKnown(place: Place, digest: string): boolean
  /** An entry of a folder is gone for good. */
  gone(place: Place): Promise<void>
  /**
   * Reads a connector that an organisation needs now and nobody needed before; answers what is wrong with it, where it
   * can't be used for that and there is no other of its id.
   */
  wake(organisation: string, connector: string): Promise<readonly Problem[]>
  /** The same for what is in a turn already. */
  wakeInTurn(organisation: string, connector: string): Promise<readonly Problem[]>
  /** Stages what the entry of a connector has by now, or that it is gone; for what is in a turn already. */
  restageInTurn(scope: Scope, connector: ConnectorId): Promise<void>
  /** Forgets the revisions that nobody uses any more, such as those that runs ended with. */
  tidy(): Promise<void>
  /**
   * Keeps what dormant connectors are, for when an edit of one can't be read, and for searches; until it is stopped.
   */
  keep(isStopped: () => boolean): Promise<void>
  /** After everything was read once: what went away while nobody watched is gone, what stayed as it was is ready. */
  settle(): Promise<void>
}

/** Takes readings one at a time: what comes in together is compared with what came before it. */
export function createIntake(options: IntakeOptions): Intake {
  const room = intakeRoom(options)
  const waking = createWaking(room, (...given) => taking.take(...given))
  const taking = createTaking(room, waking)
  let last: Promise<unknown> = Promise.resolve()
  let tidying: Promise<void> | undefined
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }

  async function takeAll(scope: Scope, readings: readonly Reading[]): Promise<void> {
    const { fits, add, enter } = await newcomers(room, scope)
    for (const reading of readings) {
      if (fits(reading)) add(reading)
      else {
        await enter()
        if (reading.peeked !== undefined && (await taking.isClaimed(scope, reading))) continue
        const whole = reading.peeked === undefined ? reading : await room.read({ scope, path: reading.path })
        await taking.take(scope, whole, 'settled')
      }
    }
    await enter()
  }

  const before = servedByDefault(room.register)
  async function settle(): Promise<void> {
    await taking.settle()
    for (const { scope, connector, revision } of before)
      if (room.register.summaryIn(scope, connector, null)?.id === revision.id)
        room.notifier.emit('connector:ready', { connector, scope, version: revision.version, revision: revision.id })
    for (const { scope, connector, version, revision } of room.recalled)
      if (isThere(scope, connector, revision))
        room.notifier.emit('connector:ready', { connector, scope, version, revision })
  }

  async function isReadable({ scope, path, connector, revision }: Dormant): Promise<boolean> {
    return inTurn(async () => {
      if (room.register.dormants.get(scope, connector)?.revision !== revision) return false
      const reading = await room.read({ scope, path })
      if (reading.candidate !== null && revisionId(reading.digest) === revision) return true
      await taking.take(scope, reading, 'woken')
      return false
    })
  }

  function isThere(scope: Scope, connector: ConnectorId, revision: RevisionId): boolean {
    const { dormants, summaryIn } = room.register
    return (dormants.get(scope, connector)?.revision ?? summaryIn(scope, connector, null)?.id) === revision
  }

  return {
    inTurn,
    take: (scope, reading, pass) => inTurn(() => taking.take(scope, reading, pass)),
    takeAll: (scope, readings) => inTurn(() => takeAll(scope, readings)),
    recall: (scope, sighted) => inTurn(() => recall(room, scope, sighted)),
    isUnchanged(place, sight) {
      const entry = room.index.unchanged(place, sight)
      return entry !== undefined && entry.outcome !== 'other'
    },
    isKnown(place, digest) {
      const entry = room.entries.get(place)
      return entry?.digest === digest && entry.refused === undefined
    },
    gone: (place) => inTurn(() => taking.gone(place)),
    async wake(organisation, connector) {
      if (room.register.dormant(organisation, connector) === undefined)
        return waking.problemsOf(organisation, connector)
      return inTurn(() => waking.wake(organisation, connector))
    },
    wakeInTurn: waking.wake,
    restageInTurn: taking.again,
    tidy() {
      tidying ??= inTurn(() => dropRevisions(room)).finally(() => {
        tidying = undefined
      })
      return tidying
    },
    keep: (isStopped) => room.keeping.keep({ inTurn, isStopped, isReadable }),
    settle: () => inTurn(settle),
  }
}
