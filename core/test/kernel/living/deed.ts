import type { HeldId, Kernel } from '../../../src/index.ts'
import { desk } from './desk.ts'

/** Something that somebody does with a kernel; plain data, so that another process can do it too. */
export type Deed =
  | { readonly kind: 'flow'; readonly organisation: string; readonly id: string; readonly field: string }
  | { readonly kind: 'unflow'; readonly organisation: string; readonly id: string }
  | { readonly kind: 'begin'; readonly organisation: string; readonly id: string; readonly run: string }
  | { readonly kind: 'finish'; readonly run: string }
  | Decision

export interface Decision {
  readonly kind: 'approve' | 'reject' | 'rollback'
  readonly organisation: string
  readonly change: HeldId
  readonly only?: readonly string[]
  readonly documents?: readonly (readonly [id: string, field: string])[]
}

export async function perform(kernel: Kernel, deed: Deed): Promise<unknown> {
  const books = kernel.extension(desk)
  if (deed.kind === 'flow') return books.add(deed.organisation, deed)
  if (deed.kind === 'unflow') return books.remove(deed.organisation, deed.id)
  if (deed.kind === 'begin') return books.begin(deed.organisation, deed.id, deed.run)
  if (deed.kind === 'finish') return books.finish(deed.run)
  return decide(kernel, deed)
}

/** Whoever decides looked at all that the decision would break. */
async function decide(
  kernel: Kernel,
  { kind, organisation, change, only, documents = [] }: Decision,
): Promise<unknown> {
  const dependents = documents.map(([id, field]) => ({ id, document: JSON.stringify({ id, field }) }))
  const by = 'asha'
  if (kind === 'approve') {
    const [held] = await kernel.changes.list({ organisation })
    const seen = held?.report.findings.map(({ fingerprint }) => fingerprint) ?? []
    return kernel.approve(change, { by, dependents, seen, ...(only && { only }) })
  }
  const refusal = await kernel[kind](change, { by, dependents }).then(
    () => undefined,
    (error) => error,
  )
  if (refusal === undefined) return undefined
  const seen = refusal.code === 'approval-refused' ? refusal.hint.match(/[0-9a-f]{16}/g) : null
  if (seen === null) throw refusal
  return kernel[kind](change, { by, dependents, seen })
}
