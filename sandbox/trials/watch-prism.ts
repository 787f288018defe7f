import { answersBadly, type Judgement, judge, type Result } from './judgement.ts'

/** The part of Prism that its server hands each request to. */
export interface Prism {
  request(...args: unknown[]): () => Promise<Result>
}

/**
 * Reads what Prism makes of each request: it tells its server of violations only where they end one. An example that
 * does not fit its schema, as in many documents, is replaced by an answer that is made up.
 */
export function watchPrism(prism: Prism, judgements: Judgement[], isMadeUp: () => boolean): void {
  const original = prism.request.bind(prism)
  prism.request = (...args) => {
    return async () => {
      try {
        let result = await original(...(isMadeUp() ? madeUp(args) : copied(args)))()
        for (let again = 0; again < attempts && answersBadly(result); again += 1) {
          const other = await original(...madeUp(args))()
          if (other._tag === 'Right') result = other
        }
        judgements.push(judge(result))
        return result
      } catch (error) {
        judgements.push({ ownAnswer: `Prism failed: ${error instanceof Error ? error.message : String(error)}` })
        return { _tag: 'Left', left: error as Error }
      }
    }
  }
}

/** How often an answer is made up. */
const attempts = 3

/** Prism takes the input apart in place. */
function copied([input, ...others]: readonly unknown[]): unknown[] {
  return [structuredClone(input), ...others]
}

function madeUp([input, operations, asked]: readonly unknown[]): unknown[] {
  const given = asked as { readonly mock: object }
  return copied([input, operations, { ...given, mock: { ...given.mock, dynamic: true } }])
}
