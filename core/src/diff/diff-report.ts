import {
  type Change,
  type Connector,
  type ConnectorId,
  type DiffReport,
  dict,
  isError,
  type Level,
  type Problem,
} from '../model/index.ts'
import { compareConnectors } from './diff-connectors.ts'

export interface DiffInput {
  readonly base: readonly Connector[]
  readonly revision: readonly Connector[]
  /** As the caller named them; echoed. */
  readonly names: { readonly base: string; readonly revision: string }
  /** What could not be read, or is wrong with what was. @default none */
  readonly problems?: readonly Problem[]
  /**
   * Ids of connectors that one of the two has and that could not be read: they are left out, not taken for removed.
   * @default none
   */
  readonly unread?: readonly ConnectorId[]
  /** Both are one document each: one connector, whatever ids they have. @default false */
  readonly single?: boolean
}

export interface ConnectorChanges {
  readonly base: Connector
  /** `null`: not there any more. */
  readonly revision: Connector | null
  readonly changes: readonly Change[]
  /** What was not understood. */
  readonly problems: readonly Problem[]
}

/**
 * Compares two sets of connectors, paired by id. Errors among the problems, and what is not understood, make the report
 * incomplete.
 */
export function diffReport(input: DiffInput): DiffReport {
  const pairs = pairConnectors(input)
  const problems = [...(input.problems ?? []), ...pairs.flatMap((pair) => pair.problems)]
  const changes = pairs.flatMap((pair) => pair.changes)
  return {
    schema: 'jackfield.diff/1',
    complete: !problems.some(isError),
    problems,
    base: input.names.base,
    revision: input.names.revision,
    level: levelOf(changes),
    changes,
  }
}

/** Each connector of the base with what became of it, and each that is new, sorted by id. */
export function pairConnectors(
  input: Pick<DiffInput, 'base' | 'revision' | 'single' | 'unread'>,
): readonly ConnectorChanges[] {
  const [only] = input.base
  if (input.single && only !== undefined) return [pairOf(only, input.revision[0] ?? null)]
  const readable = (connector: Connector): boolean => !input.unread?.includes(connector.id)
  const revisions = new Map(input.revision.map((connector) => [connector.id, connector]))
  const kept = input.base.filter(readable).map((base) => pairOf(base, revisions.get(base.id) ?? null))
  const known = new Set(input.base.map((base) => base.id))
  const come = input.revision.filter((connector) => readable(connector) && !known.has(connector.id)).map(newcomer)
  return [...kept, ...come].sort((a, b) => (a.base.id < b.base.id ? -1 : 1))
}

function pairOf(base: Connector, revision: Connector | null): ConnectorChanges {
  return { base, revision, ...compareConnectors(base, revision) }
}

/** Against itself without operations: each of them is added. */
function newcomer(revision: Connector): ConnectorChanges {
  return pairOf({ ...revision, operations: dict() }, revision)
}

const order: readonly Level[] = ['breaking', 'risky', 'safe']

function levelOf(changes: readonly Change[]): DiffReport['level'] {
  return order.find((level) => changes.some((change) => change.level === level)) ?? 'none'
}
