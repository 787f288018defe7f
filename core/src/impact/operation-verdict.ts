import type { Change, Usage } from '../model/index.ts'
import type { Status } from './read-verdict.ts'

/** Kinds after which the operation can't be invoked as it was, whatever the step supplies. */
const certain: ReadonlySet<string> = new Set(['operation.kind', 'operation.removed', 'operation.renamed'])

/** What a change of transport, trigger or connection does to a step that invokes the operation. */
export function operationVerdict(
  change: Change,
  usages: readonly Usage[],
): { readonly status: Status; readonly why: string } {
  if (certain.has(change.kind) || isLost(change))
    return { status: 'broken', why: 'The step can’t be carried out any more.' }
  if (change.kind === 'operation.effect' && change.after === 'once' && usages.some(({ retried }) => retried))
    return { status: 'broken', why: 'The step is refused, since it would repeat a failed call.' }
  if (change.level === 'safe') return { status: 'safe', why: 'The step works as before.' }
  return { status: 'risky', why: 'What it means for the step does not show from the connector.' }
}

/** Whether it could be used before; what lacks something else now may do as it did. */
function isLost({ kind, level }: Change): boolean {
  return kind === 'operation.unavailable' && level === 'breaking'
}
