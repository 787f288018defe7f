import type { Budget } from './budget.ts'
import { ExpressionError } from './expression-error.ts'
import { piecesOf } from './pieces.ts'

type Callable = { apply(self: unknown, args: unknown[]): unknown }

interface Match {
  readonly match: string
  readonly next: Callable
}

/** `pattern` and `replacement` for `$replace`, counting what each match adds to the text before it is added. */
export function boundedReplace(
  { text, pattern, replacement }: { text: unknown; pattern: unknown; replacement: unknown },
  budget: Budget,
): [pattern: unknown, replacement: unknown] {
  if (isCallable(replacement)) return [pattern, charged(replacement, budget)]
  if (typeof replacement !== 'string' || typeof text !== 'string') return [pattern, replacement]
  if (typeof pattern === 'string' && pattern !== '')
    budget.spend(text.length + (piecesOf(text, pattern) - 1) * replacement.length)
  if (!isCallable(pattern)) return [pattern, replacement]
  const references = replacement.split('$').length - 1
  return [counting(pattern, (length) => budget.spend(replacement.length + references * length)), replacement]
}

function charged(replacement: Callable, budget: Budget) {
  return async (match: unknown): Promise<unknown> => {
    const given = await replacement.apply(undefined, [match])
    if (typeof given === 'string') budget.spend(given.length)
    return given
  }
}

function counting(matcher: Callable, spend: (length: number) => void) {
  return async (text?: string): Promise<unknown> => {
    const found = await matcher.apply(undefined, [text])
    if (found === undefined) return undefined
    if (!isMatch(found)) throw new ExpressionError('The function given to $replace does not return a match.')
    spend(found.match.length)
    return { ...found, next: counting(found.next, spend) }
  }
}

function isCallable(value: unknown): value is Callable {
  const kind = typeof value
  return (
    (kind === 'function' || (kind === 'object' && value !== null)) && typeof (value as Callable).apply === 'function'
  )
}

function isMatch(value: unknown): value is Match {
  const { match, next } = (value ?? {}) as Partial<Match>
  return typeof match === 'string' && isCallable(next)
}
