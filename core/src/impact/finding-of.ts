import { fingerprint } from '../diff/index.ts'
import { type Change, type Finding, type Fix, operationName, type Place } from '../model/index.ts'
import { evidenceAt } from './place-of.ts'
import type { Status } from './read-verdict.ts'

export interface FindingParts {
  readonly status: Status
  readonly flow: string
  readonly step: string
  readonly change: Change
  /** What the step does, and what becomes of it. */
  readonly why: string
  readonly place: Place
  readonly fix?: Fix | undefined
}

/** A finding with the change that it is about. */
export interface StepFinding extends Finding {
  readonly change: Change
}

export function findingOf({ status, flow, step, change, why, place, fix }: FindingParts): StepFinding {
  const { kind, connector, operation, pointer, before, after } = change
  return {
    change,
    status,
    flow,
    step,
    operation: operation === null ? null : operationName(connector, operation),
    kind,
    message: `${change.message} ${why}`,
    evidence: {
      ...evidenceAt(place),
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    },
    ...(fix === undefined ? {} : { fix }),
    fingerprint: fingerprint(kind, connector, operation, pointer, flow, step, place?.expression ?? null),
  }
}
