import type { Json } from '../../model/index.ts'
import type { Invocation } from '../command.ts'
import { callDraft, type DraftCall } from './call-draft.ts'
import { connectionFor } from './connection-for.ts'
import type { Draft } from './draft.ts'
import { readInput } from './read-input.ts'

/** Calls a draft's operation by a manifest's text. Throws what the call throws. */
export type Calling = (text: string) => Promise<Json>

type Circumstances = Pick<DraftCall, 'input' | 'connection'>

/**
 * What a call needs is asked for once, however often it is made; and once more after it failed, since it may be wrong.
 */
export function createCalling(invocation: Invocation, draft: Draft): Calling {
  let circumstances: Promise<Circumstances> | undefined
  const ask = async (): Promise<Circumstances> => ({
    input: await readInput(invocation, draft.operation),
    connection: await connectionFor(invocation, draft),
  })
  return async (text) => {
    circumstances ??= ask()
    try {
      return await callDraft(invocation, { draft, text, ...(await circumstances) })
    } catch (error) {
      circumstances = undefined
      throw error
    }
  }
}
