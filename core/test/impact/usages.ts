import { diffConnectors } from '../../src/diff/index.ts'
import type { AssessedDependent, Assessment } from '../../src/impact/index.ts'
import type { Connector, Finding, JsonObject, Read, Schema, StepStatus, Supply } from '../../src/model/index.ts'
import { actionOf, objectOf, withOperations } from '../diff/models.ts'
import { assess } from './assess-checked.ts'

/** A connector with a trigger that gives what one schema says, and an action that takes what another says. */
export function between(
  output: Schema,
  input: JsonObject = objectOf({ any: {} }),
  schemas: Connector['schemas'] = {},
): Connector {
  const operations = withOperations(actionOf('heard', { kind: 'trigger', output }), actionOf('act', { input }))
  return { ...operations, schemas }
}

/** What a step `act` is found to be that reads and supplies this, when the one connector becomes the other. */
export function stepAfter(
  [base, revision]: readonly [Connector, Connector],
  does: { readonly reads?: readonly Partial<Read>[]; readonly supplies?: readonly Partial<Supply>[] },
  more: Partial<Assessment> = {},
): { readonly status: StepStatus; readonly findings: readonly Finding[] } {
  const reads = (does.reads ?? []).map(
    (read): Read => ({ step: 'trigger', path: [], as: 'value', ifAbsent: 'drops', at: null, ...read }),
  )
  const supplies = (does.supplies ?? []).map(
    (supply): Supply => ({ path: [], from: { kind: 'unknown' }, at: null, ...supply }),
  )
  const dependent: AssessedDependent = {
    dependent: { organisation: 'o', id: 'flow', edition: '1', kind: 'flow' },
    complete: true,
    usages: [
      { step: 'trigger', operation: 'shop.heard', supplies: [], reads: [] },
      { step: 'act', operation: 'shop.act', supplies, reads },
    ],
  }
  const pairs = [{ base, revision, changes: diffConnectors(base, revision) }]
  const report = assess({ base: 'a', revision: 'b', pairs, dependents: [dependent], ...more })
  const status = report.steps.find((step) => step.step === 'act')?.status ?? 'unresolved'
  return { status, findings: report.findings.filter((finding) => finding.step === 'act') }
}
