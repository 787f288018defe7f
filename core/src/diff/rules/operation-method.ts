import { httpOf, httpPointer } from '../operation-pair.ts'
import type { Rule } from '../rule.ts'

export const operationMethodRule: Rule = {
  id: 'operation.method',
  side: 'transport',
  levels: ['risky'],
  title: 'Another HTTP method is sent',
  explanation: 'The service decides what it does with it, which the schemas do not show. Try the operation.',
  example: { of: 'action', base: 'http: GET /ping', revision: 'http: POST /ping\neffect: read' },
  operation: (pair) => {
    const [before, after] = [httpOf(pair.base)?.method, httpOf(pair.revision)?.method]
    if (before === undefined || after === undefined || before === after) return []
    const message = `The request was ${before} and is ${after} now.`
    return [{ pointer: `${httpPointer(pair)}/method`, message, before, after, explains: ['method'] }]
  },
}
