import { httpOf, httpPointer } from '../operation-pair.ts'
import type { Rule } from '../rule.ts'
import { withoutNames } from '../server-parts.ts'
import { keepsWholePath } from '../whole-path.ts'

export const operationPathRule: Rule = {
  id: 'operation.path',
  side: 'transport',
  levels: ['risky', 'safe'],
  title: 'The request goes to another path',
  explanation:
    'What the service has there the schemas do not show. Try the operation. Safe where the server’s path makes up for it. Other names for the same path parameters are no change.',
  example: { of: 'action', base: 'http: GET /orders', revision: 'http: GET /v2/orders' },
  operation: (pair) => {
    const [before, after] = [httpOf(pair.base)?.path, httpOf(pair.revision)?.path]
    if (before === undefined || after === undefined || withoutNames(before) === withoutNames(after)) return []
    const isKept = keepsWholePath(pair.connectors, pair)
    const message = `The path was ${before} and is ${after} now${isKept ? ', for which the server’s path makes up' : ''}.`
    const level = isKept ? 'safe' : 'risky'
    return [{ pointer: `${httpPointer(pair)}/path`, level, message, before, after, explains: ['path'] }]
  },
}
