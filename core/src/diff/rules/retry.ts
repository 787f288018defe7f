import { httpOf, httpPointer, type OperationPair } from '../operation-pair.ts'
import type { Rule } from '../rule.ts'

export const retryChangedRule: Rule = {
  id: 'retry.changed',
  side: 'transport',
  levels: ['risky', 'safe'],
  title: 'A failed request is tried more or less often',
  explanation:
    'Fewer attempts let calls fail that passed at the second try. More attempts are safe: only operations whose repetition is harmless are tried again. Any number is safe for one that is not.',
  example: { of: 'action', base: 'http: GET /ping\nattempts: 3', revision: 'http: GET /ping\nattempts: 1' },
  operation: (pair) => {
    const [before, after] = [httpOf(pair.base)?.attempts, httpOf(pair.revision)?.attempts]
    if (before === undefined || after === undefined || before === after) return []
    const message = `Attempts in all: ${before} before, ${after} now.`
    const level = after > before || isTriedOnce(pair) ? 'safe' : 'risky'
    return [{ pointer: `${httpPointer(pair)}/attempts`, level, message, before, after, explains: ['attempts'] }]
  },
}

/** Whatever its `attempts` says. */
function isTriedOnce({ base, revision }: OperationPair): boolean {
  return base.effect === 'once' && revision.effect === 'once'
}
