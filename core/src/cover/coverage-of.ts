import {
  type Connector,
  type Dict,
  dict,
  isError,
  type Operation,
  type Problem,
  unavailabilityOf,
} from '../model/index.ts'
import type { FailedTrial } from './read-trials.ts'

export interface CoverageCounts {
  readonly connectors: number
  readonly operations: number
}

/** How many connectors and operations can be used as they are, and what the others lack. */
export interface Coverage extends CoverageCounts {
  /** A connector counts where all of its operations do. */
  readonly runnable: CoverageCounts
  /** By feature, the most frequent first. */
  readonly missing: Dict<CoverageCounts>
  /** One for each operation that is not runnable, and for each connector that serves none; sorted. */
  readonly problems: readonly CoverageProblem[]
}

export interface CoverageProblem {
  readonly connector: string
  readonly operation?: string
  readonly feature?: string
  readonly message: string
}

/** One entry of a folder: what was read of it, and what is wrong with it. */
export interface Covered {
  readonly id: string
  /** Absent where it can't be read: feature `unreadable`. */
  readonly connector?: Connector
  /** Where one is an error the connector serves nothing: feature `invalid`. */
  readonly problems: readonly Problem[]
}

export interface CoverageOptions {
  /** Whether an extension brings the policy. @default no policy is known */
  readonly knowsPolicy?: (name: string) => boolean
  /** Operations that were tried and did not work: feature `trial.OUTCOME`. @default none */
  readonly failed?: readonly FailedTrial[]
}

export function coverageOf(covered: readonly Covered[], options: CoverageOptions = {}): Coverage {
  const failed = new Map((options.failed ?? []).map((trial) => [`${trial.connector}.${trial.operation}`, trial]))
  const problems = covered.flatMap((each) => problemsOf(each, { ...options, failed }))
  const operations = covered.reduce((sum, { connector }) => sum + operationsIn(connector).length, 0)
  const lacking = problems.filter(({ operation }) => operation !== undefined)
  const incomplete = new Set(problems.map(({ connector }) => connector))
  return {
    connectors: covered.length,
    operations,
    runnable: {
      connectors: covered.filter(({ id }) => !incomplete.has(id)).length,
      operations: operations - lacking.length,
    },
    missing: countsOf(problems),
    problems: problems.toSorted((a, b) => compare(a.connector, b.connector) || compare(a.operation, b.operation)),
  }
}

function compare(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0
}

interface Judging extends Pick<CoverageOptions, 'knowsPolicy'> {
  readonly failed: ReadonlyMap<string, FailedTrial>
}

function problemsOf({ id, connector, problems }: Covered, judging: Judging): readonly CoverageProblem[] {
  const error = problems.find(isError)
  if (connector === undefined)
    return [{ connector: id, feature: 'unreadable', message: error?.message ?? 'It can not be read.' }]
  const own = operationsIn(connector)
  if (error !== undefined && own.length === 0) return [{ connector: id, feature: 'invalid', message: error.message }]
  return own.flatMap((operation): CoverageProblem[] => {
    const lacks = lackOf(operation, connector, judging) ?? (error && { feature: 'invalid', message: error.message })
    return lacks === undefined ? [] : [{ connector: id, operation: operation.id, ...lacks }]
  })
}

function lackOf(
  operation: Operation,
  { id }: Connector,
  { knowsPolicy = () => false, failed }: Judging,
): Pick<CoverageProblem, 'feature' | 'message'> | undefined {
  const unavailable = unavailabilityOf(operation, knowsPolicy)
  if (unavailable !== undefined) return { feature: unavailable.feature, message: unavailable.reason }
  const trial = failed.get(`${id}.${operation.id}`)
  if (trial === undefined) return undefined
  return { feature: `trial.${trial.outcome}`, message: trial.detail ?? `When it was tried, it was ${trial.outcome}.` }
}

function operationsIn(connector: Connector | undefined): readonly Operation[] {
  return Object.values(connector?.operations ?? {})
}

function countsOf(problems: readonly CoverageProblem[]): Dict<CoverageCounts> {
  const groups = [...Map.groupBy(problems, ({ feature = '' }) => feature)].map(([feature, found]) => {
    const operations = found.filter(({ operation }) => operation !== undefined).length
    return [feature, { connectors: new Set(found.map(({ connector }) => connector)).size, operations }] as const
  })
  return dict(groups.sort(([one, a], [other, b]) => b.operations - a.operations || compare(one, other)))
}
