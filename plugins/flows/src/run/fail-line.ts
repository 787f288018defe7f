import type { Sent } from './run-record.ts'
import { CallFailed, emitStep, type StepCall } from './step-call.ts'

/** Writes that a step, or an item of it, failed for good. Throws {@link CallFailed}. */
export async function failLine(
  call: Pick<StepCall, 'room' | 'run' | 'journal' | 'step' | 'line'>,
  message: string,
  sent?: Sent,
): Promise<never> {
  await call.journal.write('journal-result', call.line, { status: 'failed', message, ...(sent && { sent }) })
  emitStep(call, { status: 'failed', message })
  throw new CallFailed(message)
}
