import type { ReadConnector } from '@jackfield/core'
import { type Coverage, coverageOf } from '@jackfield/core/format'
import { policies } from '../src/policies/index.ts'

const known = new Set(policies.map(({ name }) => name))

/** How much of what was read can be invoked, counted as `check --coverage` does with this extension. */
export function coverageOfRead(read: readonly ReadConnector[]): Coverage {
  const covered = read.map(({ id, connector, problems }, index) => ({
    id: id ?? String(index),
    ...(connector !== undefined && { connector }),
    problems,
  }))
  return coverageOf(covered, { knowsPolicy: (name) => known.has(name) })
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
