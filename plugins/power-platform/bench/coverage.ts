import type { ReadConnector } from '@jackfield/core'

export interface Counts {
  connectors: number
  operations: number
}

export interface Coverage extends Counts {
  readonly runnable: Counts
  /** What is missing, of most connectors first. */
  readonly missing: Readonly<Record<string, Counts>>
}

/** How much of what was read can be invoked. */
export function coverageOf(read: readonly ReadConnector[]): Coverage {
  const missing = new Map<string, Counts>()
  const runnable: Counts = { connectors: 0, operations: 0 }
  let operations = 0
  for (const { connector } of read) {
    const all = Object.values(connector?.operations ?? {})
    operations += all.length
    const features = all.flatMap(({ unavailable }) => (unavailable === undefined ? [] : [unavailable.feature]))
    runnable.operations += all.length - features.length
    if (connector !== undefined && features.length === 0) runnable.connectors++
    for (const feature of new Set(features)) {
      const counts = missing.get(feature) ?? { connectors: 0, operations: 0 }
      counts.connectors++
      counts.operations += features.filter((each) => each === feature).length
      missing.set(feature, counts)
    }
  }
  const sorted = [...missing].sort(([, a], [, b]) => b.connectors - a.connectors)
  return { connectors: read.length, operations, runnable, missing: Object.fromEntries(sorted) }
}

export function coverageText({ connectors, operations, runnable, missing }: Coverage): string {
  const share = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(1)} %`
  return [
    `${runnable.connectors} of ${connectors} connectors (${share(runnable.connectors, connectors)}) and ${runnable.operations} of ${operations} operations (${share(runnable.operations, operations)}) are runnable`,
    ...Object.entries(missing).map(
      ([feature, counts]) => `  ${feature}: ${counts.connectors} connectors, ${counts.operations} operations`,
    ),
  ].join('\n')
}
