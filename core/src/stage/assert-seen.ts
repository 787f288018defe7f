import { approvalRefused } from '../errors/index.ts'
import type { Finding, Held } from '../model/index.ts'
import { comparisonOf } from './comparison.ts'
import type { Correction } from './corrections.ts'
import type { DecisionRoom } from './decision-room.ts'
import type { Part } from './parts.ts'
import { weigh } from './weigh.ts'

export interface Seen {
  readonly change: Held
  readonly parts: readonly Part[]
  /** What is checked by itself, against the revision. */
  readonly corrections: readonly Correction[]
  /** Who goes ahead: the others stay where they are. @default all */
  readonly ahead?: ReadonlySet<string> | null
  /** What is refused, for the message. @default 'approved' */
  readonly deed?: 'approved' | 'rolled back' | 'rejected'
  /** Fingerprints of the findings that were looked at. */
  readonly seen?: readonly string[]
}

/** Nobody approves what they have not seen: what came since and would break refuses. Throws `approval-refused`. */
export async function assertSeen(
  room: DecisionRoom,
  { change, parts, corrections, ahead = null, seen, deed = 'approved' }: Seen,
): Promise<void> {
  const known = new Set(seen ?? change.report.findings.map(({ fingerprint }) => fingerprint))
  const corrected = new Set(corrections.map(({ dependent }) => dependent.id))
  const { report } = await weigh(room, comparisonOf(change.organisation, parts))
  const isNew = ({ status, flow, fingerprint, accepted }: Finding): boolean =>
    status === 'broken' &&
    accepted === undefined &&
    !known.has(fingerprint) &&
    !corrected.has(flow ?? '') &&
    (ahead === null || ahead.has(flow ?? ''))
  const come = report.findings.filter(isNew)
  const [first] = come
  if (first === undefined) return
  throw approvalRefused(
    deed === 'approved'
      ? `Change "${change.id}" is not approved: since it was looked at, it breaks step "${first.step}" of "${first.flow}" too.`
      : `Change "${change.id}" is not ${deed}: going back breaks step "${first.step}" of "${first.flow}".`,
    {
      problems: come.map(({ kind, flow, step, message }) => ({
        code: kind,
        message: `${flow}, step ${step}: ${message}`,
      })),
      hint:
        deed === 'approved'
          ? 'Read the report again with changes.list(), then correct the document or name the findings in "seen".'
          : `Correct the documents, or name what was looked at: seen: ${JSON.stringify(come.map((one) => one.fingerprint))}.`,
    },
  )
}
