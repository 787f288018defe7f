import type { FieldPath, Usage } from '../model/index.ts'

/** A flow whose uses are known: what `--flows` came to. */
export interface DescribedFlow {
  readonly id: string
  readonly title?: string
  readonly usages: readonly Usage[]
}

/** What one step of a flow does with an operation. */
export interface OperationUse {
  readonly flow: DescribedFlow
  readonly step: string
  /** Input fields that it fills, as paths; sorted. */
  readonly supplies: readonly string[]
  /** Output fields that steps of the flow read, with those steps; sorted by path. */
  readonly reads: readonly { readonly path: string; readonly by: readonly string[] }[]
}

/** Every step that uses the operation, by flow and step. */
export function usesOf(flows: readonly DescribedFlow[], operation: string): readonly OperationUse[] {
  const sorted = flows.toSorted((a, b) => compare(a.id, b.id))
  return sorted.flatMap((flow) =>
    flow.usages
      .filter((usage) => usage.operation === operation)
      .toSorted((a, b) => compare(a.step, b.step))
      .map((usage) => ({
        flow,
        step: usage.step,
        supplies: [...new Set(usage.supplies.map(({ path }) => pathText(path)))].sort(),
        reads: readsOf(flow, usage.step),
      })),
  )
}

function readsOf({ usages }: DescribedFlow, step: string): OperationUse['reads'] {
  const readers = new Map<string, Set<string>>()
  for (const usage of usages)
    for (const read of usage.reads) {
      if (read.step !== step) continue
      const path = pathText(read.path)
      readers.set(path, (readers.get(path) ?? new Set()).add(usage.step))
    }
  return [...readers].sort(([a], [b]) => compare(a, b)).map(([path, by]) => ({ path, by: [...by].sort() }))
}

function pathText(path: FieldPath): string {
  const text = path.reduce((whole, segment) => (segment === '*' ? `${whole}[]` : `${whole}.${segment}`), '')
  return text.replace(/^\./, '')
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
