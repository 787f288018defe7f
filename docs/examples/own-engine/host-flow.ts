import type { ConnectionId, Dict } from '@jackfield/core'

/** A flow of this host: what it calls, and where each input comes from (`trigger.id`, `order.sku`). */
export interface HostFlow {
  readonly id: string
  readonly title: string
  /** Changes with every edit. */
  readonly edition: string
  readonly trigger: { readonly operation: string; readonly connection: ConnectionId }
  readonly steps: readonly HostStep[]
}

export interface HostStep {
  readonly id: string
  readonly operation: string
  readonly connection: ConnectionId
  readonly input: Dict<string>
}

/** `order.lines` is the field `lines` of the step `order`. */
export function readSource(source: string): { readonly step: string; readonly path: readonly string[] } {
  const [step = '', ...path] = source.split('.')
  return { step, path }
}
