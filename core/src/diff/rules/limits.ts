import { httpOf, httpPointer, type OperationPair, pagesOf } from '../operation-pair.ts'
import type { OperationPart } from '../operation-parts.ts'
import type { Found, Rule } from '../rule.ts'
import { pagesPointer } from './pages.ts'

/** How long a call may take and how many pages it may have. */
export const limitsRules: readonly Rule[] = [
  {
    id: 'limits.reduced',
    side: 'transport',
    levels: ['risky'],
    title: 'Less time for a request, or fewer pages',
    explanation: 'A call that just passed may fail now.',
    example: { of: 'action', base: 'http: GET /ping\ntimeout: 30s', revision: 'http: GET /ping\ntimeout: 1s' },
    operation: (pair) => limitsOf(pair).filter((limit) => limit.after < limit.before),
  },
  {
    id: 'limits.raised',
    side: 'transport',
    levels: ['safe'],
    title: 'More time for a request, or more pages',
    explanation: 'What passed before passes now.',
    example: { of: 'action', base: 'http: GET /ping\ntimeout: 1s', revision: 'http: GET /ping\ntimeout: 30s' },
    operation: (pair) => limitsOf(pair).filter((limit) => limit.after > limit.before),
  },
]

type Limit = Found & { readonly before: number; readonly after: number }

function limitsOf(pair: OperationPair): readonly Limit[] {
  const { base, revision } = pair
  const seconds = (value: number) => value / 1000
  const time = limit(`${httpPointer(pair)}/timeout`, [httpOf(base)?.timeout, httpOf(revision)?.timeout], {
    part: 'timeout',
    text: 'Seconds for one attempt',
    of: seconds,
  })
  const codeTime = limit(`${pair.at}/code/timeout`, [base.code?.timeout, revision.code?.timeout], {
    part: 'timeout',
    text: 'Seconds for one call',
    of: seconds,
  })
  const pages = limit(`${pagesPointer(pair)}/max`, [pagesOf(base)?.max, pagesOf(revision)?.max], {
    part: 'pages',
    text: 'Pages at most',
  })
  return [...time, ...codeTime, ...pages]
}

function limit(
  pointer: string,
  [before, after]: readonly [number | undefined, number | undefined],
  { part, text, of = (value) => value }: { part: OperationPart; text: string; of?: (value: number) => number },
): readonly Limit[] {
  if (before === undefined || after === undefined || before === after) return []
  return [{ pointer, message: `${text}: ${of(before)} before, ${of(after)} now.`, before, after, explains: [part] }]
}
