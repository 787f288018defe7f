import { isJackfieldError, type JsonObject, type Operation, operationName, type Server } from '@jackfield/core'
import { type Bench, organisation } from './bench.ts'
import { generateInput, seedOf } from './generated-input.ts'
import type { Judgement } from './judgement.ts'
import type { Trial } from './trial.ts'

type Verdict = Pick<Trial, 'outcome' | 'detail'>

/** Whether there is nothing to look into. */
export function isFine({ outcome }: Verdict): boolean {
  return outcome === 'accepted' || outcome === 'agreed' || outcome === 'unavailable'
}

/** How often another input is made up. */
const attempts = 12
/** How often another answer is. */
const answers = 4

/** Invokes an operation with an input that is made up, for real, and says what became of it on both sides. */
export async function tryOperation(bench: Bench, operation: Operation, seed: number): Promise<Verdict> {
  const { kernel, service, connector, connect } = bench
  if (operation.unavailable !== undefined) return { outcome: 'unavailable', detail: operation.unavailable.feature }
  const name = operationName(connector.id, operation.id)
  const described = await kernel.catalogue.operation({ organisation, operation: name })
  // What is internal is invoked like any other, and described to nobody.
  const schema = described?.input ?? { ...operation.input, schemas: connector.schemas as unknown as JsonObject }
  service.basePath = basePathOf((operation.servers ?? connector.servers)[0])
  service.only({ id: operation.id, method: operation.http?.method ?? '', path: operation.http?.path ?? '' })
  service.take()
  let last: Verdict = { outcome: 'no-input' }
  for (let again = 0; again < attempts; again += 1) {
    try {
      const input = generateInput(schema, seedOf(name, seed + again))
      const connection = await connect(operation)
      if (connection === undefined) return { outcome: 'unsent', detail: 'nobody knows what its security scheme takes' }
      await kernel.invoke(name, { organisation, input, ...(connection !== null && { connection }) })
      return judged(service.take(), undefined)
    } catch (error) {
      last = judged(service.take(), error)
      if (/^(answer-refused|agreed)$/.test(last.outcome) && again < answers) service.makeUp()
      else if (last.outcome !== 'no-input') return last
    }
  }
  return last
}

function judged(judgements: readonly Judgement[], error: unknown): Verdict {
  const refusal = judgements.find((judgement) => judgement.refusal !== undefined)?.refusal
  if (refusal !== undefined) return { outcome: 'refused', detail: refusal }
  if (judgements.length === 0) {
    const made = isJackfieldError(error) && error.code !== 'input-invalid'
    return { outcome: made ? 'unsent' : 'no-input', detail: wordsOf(error) }
  }
  if (error === undefined) return { outcome: 'accepted' }
  if (/Cannot find serializer/.test(String(error))) return { outcome: 'unanswered', detail: wordsOf(error) }
  const own = judgements.find((judgement) => judgement.ownAnswer !== undefined)?.ownAnswer
  // Both say that the answer does not fit the document: nothing is wrong with the reading of it.
  if (own !== undefined && isJackfieldError(error) && error.code === 'output-invalid')
    return { outcome: 'agreed', detail: own }
  if (own !== undefined) return { outcome: 'unanswered', detail: own }
  return { outcome: 'answer-refused', detail: wordsOf(error) }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'nothing was asked'
  const [first] = isJackfieldError(error) ? (error.problems ?? []) : []
  const code = isJackfieldError(error) ? `${error.code}: ` : ''
  return `${code}${error.message}${first === undefined ? '' : ` ${first.pointer ?? ''} ${first.message}`}`
}

/** The path of a server's URL, as a pattern: what stands in for its variables is anything without a slash. */
export function basePathOf(server: Server | undefined): RegExp {
  const path = (server?.url ?? '').replace(/^(?:https?:\/\/[^/]*|\{[^{}]*\})/, '')
  const escaped = path.split(/\{[^{}]*\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${escaped.join('[^/]*')}`)
}
