import { type Change, type Connector, dict, type Problem } from '../model/index.ts'
import { changesOf, type LocatedFinding } from './changes-of.ts'
import { type ConnectorPair, connectorPair } from './connector-pair.ts'
import { joinMoved } from './join-moved.ts'
import { type OperationPair, operationPair } from './operation-pair.ts'
import { connectorChangedRule, unexplainedConnectorParts } from './rules/connector-changed.ts'
import { unexplainedInputRule, unexplainedOutputRule } from './rules/field-changed.ts'
import { operationChangedRule, unexplainedParts } from './rules/operation-changed.ts'
import { rules } from './rules.ts'
import { compareSchemas } from './schema/compare-schemas.ts'
import { schemaRules } from './schema-rules.ts'
import { unclearIn } from './unclear-in.ts'

export interface ComparedConnectors {
  readonly changes: readonly Change[]
  /** What was not understood, one for each place. */
  readonly problems: readonly Problem[]
}

/**
 * Everything that differs between two states of a connector, sorted by operation, place and kind, whatever its id in
 * the revision. `revision: null` is a connector that was removed: each of its operations is.
 */
export function diffConnectors(base: Connector, revision: Connector | null): readonly Change[] {
  return compareConnectors(base, revision).changes
}

/** {@link diffConnectors} with what of it was not understood. */
export function compareConnectors(base: Connector, revision: Connector | null): ComparedConnectors {
  const pair = connectorPair(base, revision ?? { ...base, operations: dict() })
  const operations = pair.operations.both.map((both) => operationPair(pair, both))
  const findings = [...connectorFindings(pair), ...operations.flatMap(operationFindings)]
  return { changes: changesOf(findings, base.id), problems: unclearIn(findings, base.id) }
}

function connectorFindings(pair: ConnectorPair): readonly LocatedFinding[] {
  const found = rules.flatMap((rule) =>
    (rule.connector?.(pair) ?? []).map((one) => ({ rule, found: one, operation: null })),
  )
  const explained = new Set<string>(found.flatMap((one) => one.found.explains ?? []))
  const left = unexplainedConnectorParts(pair, explained)
  return [...found, ...left.map((one) => ({ rule: connectorChangedRule, found: one, operation: null }))]
}

function operationFindings(pair: OperationPair): readonly LocatedFinding[] {
  const found = rules.flatMap((rule) => (rule.operation?.(pair) ?? []).map((one) => ({ rule, found: one })))
  const explained = new Set<string>(found.flatMap((one) => one.found.explains ?? []))
  const left = unexplainedParts(pair, explained).map((one) => ({ rule: operationChangedRule, found: one }))
  const findings = [...found, ...left, ...schemaFindings(pair, 'input'), ...schemaFindings(pair, 'output')]
  return findings.map((one) => ({ ...one, operation: pair.base.id }))
}

/**
 * What of schemas that refer to each other can be compared in seconds: where many operations answer with one of them,
 * the same difference lies in thousands of places of each.
 */
const placesOfAll = 200_000

function schemaFindings(pair: OperationPair, side: 'input' | 'output'): readonly Omit<LocatedFinding, 'operation'>[] {
  const { by } = pair.connectors
  const roots = { side, base: by.base.node(pair.base[side]), revision: by.revision.node(pair.revision[side]), by }
  const findings = compareSchemas({
    ...roots,
    at: `${pair.at}/${side}`,
    rules: schemaRules,
    unexplained: side === 'input' ? unexplainedInputRule : unexplainedOutputRule,
    places: placesOfAll / pair.connectors.operations.both.length,
  })
  return joinMoved(findings, roots)
}
