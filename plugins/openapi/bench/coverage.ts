import type { ReadConnector } from '@jackfield/core'

export interface Counts {
  documents: number
  operations: number
}

export interface Coverage extends Counts {
  readonly available: Counts
  /** What is missing, most frequent first. */
  readonly missing: Readonly<Record<string, Counts>>
}

/** How much of what was read can be invoked. */
export function coverageOf(read: readonly ReadConnector[]): Coverage {
  const missing = new Map<string, Counts>()
  const available: Counts = { documents: 0, operations: 0 }
  let operations = 0
  for (const { connector } of read) {
    const all = Object.values(connector?.operations ?? {})
    operations += all.length
    const features = all.flatMap(({ unavailable }) => (unavailable === undefined ? [] : [unavailable.feature]))
    available.operations += all.length - features.length
    if (connector !== undefined && features.length === 0) available.documents++
    for (const feature of new Set(features)) {
      const counts = missing.get(feature) ?? { documents: 0, operations: 0 }
      counts.documents++
      counts.operations += features.filter((each) => each === feature).length
      missing.set(feature, counts)
    }
  }
  const sorted = [...missing].sort(([, a], [, b]) => b.operations - a.operations)
  return { documents: read.length, operations, available, missing: Object.fromEntries(sorted) }
}
