import type { Json, JsonObject } from '@jackfield/core'
import type { Answer } from './described.ts'
import type { Mode } from './mode.ts'
import { sample } from './sample.ts'
import { call, type Side } from './side.ts'

/** What a step's flow reads after one answer. */
export interface Answered {
  readonly mode: Mode
  readonly body: Json
  /** As the kernel handed it on. */
  readonly output: Json
  /** Why the kernel did not take the answer, which is handed on as it is then. */
  readonly refusal?: string
}

export interface Asking {
  readonly side: Side
  readonly operation: string
  readonly input: JsonObject
  readonly answers: readonly Answer[]
  readonly modes: readonly Mode[]
  /** Answers of the other side, whose values are taken over. */
  readonly like?: readonly Answered[]
}

/** Has the operation answered in each way, through the kernel. */
export async function askInEachMode({
  side,
  operation,
  input,
  answers,
  modes,
  like = [],
}: Asking): Promise<readonly Answered[]> {
  const answered: Answered[] = []
  const known = new Map<string, { readonly output: Json; readonly refusal?: string }>()
  for (const [index, of] of answers.entries())
    for (const mode of index === 0 ? modes : modes.slice(0, 4)) {
      const own = index === 0 ? mode : { ...mode, id: `${of.status} ${mode.id}` }
      const twin = like.find((each) => each.mode.id === own.id)?.body
      const body = of.mediaType === null ? null : sample(of.schema, of.root, mode, twin)
      const key = `${index} ${JSON.stringify(body)}`
      const result = known.get(key) ?? (await ask({ side, operation, input }, { of, body, unchecked: known.size > 0 }))
      known.set(key, result)
      answered.push({ mode: own, body, ...result })
    }
  return answered
}

async function ask(
  { side, operation, input }: Pick<Asking, 'side' | 'operation' | 'input'>,
  { of, body, unchecked }: { readonly of: Answer; readonly body: Json; readonly unchecked: boolean },
): Promise<{ readonly output: Json; readonly refusal?: string }> {
  const called = await call(side, { operation, input }, { answer: { of, body }, unchecked })
  return 'refusal' in called ? { output: body, refusal: called.refusal } : { output: called.output ?? null }
}
