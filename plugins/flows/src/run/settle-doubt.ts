import { isJackfieldError, type Json, type JsonObject } from '@jackfield/core'
import { Interrupted, Waits } from './run-room.ts'
import { runCallOf, type StepCall } from './step-call.ts'

export type DoubtVerdict =
  | { readonly kind: 'happened'; readonly output: Json }
  /** It did not happen, or may happen twice. */
  | { readonly kind: 'again' }
  | { readonly kind: 'skip' }

/**
 * Finds out about a call that may have had its effect, as the step's `inDoubt` says. `confirm` asks the operation's
 * `confirm` once its `after` has passed since the last possible send. Throws {@link Waits} where a person has to
 * decide.
 */
export async function settleDoubt(call: StepCall, input: JsonObject, since: number): Promise<DoubtVerdict> {
  const { step, operation } = call
  if (step.inDoubt === 'retry') return { kind: 'again' }
  if (step.inDoubt === 'skip') return { kind: 'skip' }
  if (step.inDoubt === 'wait')
    throw new Waits(step.id, 'Nobody knows whether it had its effect, and the step says to wait.')
  if (operation.confirm === undefined)
    throw new Waits(
      step.id,
      `Nobody knows whether it had its effect, and "${step.operation}" has no confirm operation.`,
    )
  await untilAskable(call, since + (call.room.host.confirmAfter ?? operation.confirm.after))
  const found = await ask(call, input)
  return found === null ? { kind: 'again' } : { kind: 'happened', output: found }
}

async function untilAskable({ room: { host, closing } }: StepCall, at: number): Promise<void> {
  const pause = at - host.clock.now()
  if (pause <= 0) return
  await host.clock.sleep(pause, closing).catch((cause: unknown) => {
    throw new Interrupted('The kernel is closing.', { cause })
  })
}

async function ask(call: StepCall, input: JsonObject): Promise<Json> {
  try {
    return await call.room.host.confirm(runCallOf(call, input))
  } catch (error) {
    if (call.room.cutting.aborted) throw new Interrupted('The kernel is closing.', { cause: error })
    if (!isJackfieldError(error)) throw error
    throw new Waits(call.step.id, `Nobody knows whether it had its effect; asking failed: ${error.message}`)
  }
}
