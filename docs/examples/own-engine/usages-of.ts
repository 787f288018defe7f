import type { Usage } from '@jackfield/core'
import { type HostFlow, type HostStep, readSource } from './host-flow.ts'

/** What the kernel has to know to say which change breaks which step: every field that the flow reads and supplies. */
export function usagesOf({ trigger, steps }: HostFlow): readonly Usage[] {
  return [{ step: 'trigger', operation: trigger.operation, supplies: [], reads: [] }, ...steps.map(usageOf)]
}

function usageOf({ id, operation, input }: HostStep): Usage {
  const fields = Object.entries(input).map(([field, source]) => ({ field, ...readSource(source) }))
  return {
    step: id,
    operation,
    supplies: fields.map(({ field, step, path }) => ({ path: [field], from: { kind: 'copy', step, path }, at: null })),
    reads: fields.map(({ step, path }) => ({ step, path, as: 'value', ifAbsent: 'throws', at: null })),
  }
}
