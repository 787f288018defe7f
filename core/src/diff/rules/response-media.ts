import { answerOf, httpOf, httpPointer } from '../operation-pair.ts'
import { operationPartDiffers } from '../operation-parts.ts'
import type { Rule } from '../rule.ts'

export const responseMediaRule: Rule = {
  id: 'response.media',
  side: 'transport',
  levels: ['risky'],
  title: 'Something else is asked for: another media type',
  explanation:
    'JSON and XML become values, text becomes text, anything else a file: the service may answer otherwise too. Other names in XML count as well, since a value is found by them.',
  example: {
    of: 'action',
    base: 'http: GET /report\naccept: text/csv\noutput: { type: string }',
    revision: 'http: GET /report\naccept: text/tab-separated-values\noutput: { type: string }',
  },
  operation: (pair) => {
    const [base, revision] = [httpOf(pair.base), httpOf(pair.revision)]
    if (base === undefined || revision === undefined || !operationPartDiffers.answer(pair)) return []
    return [
      {
        pointer: `${httpPointer(pair)}/answer`,
        message: messageOf(answerOf(base).mediaType, answerOf(revision).mediaType),
        before: answerOf(base),
        after: answerOf(revision),
        explains: ['answer'],
      },
    ]
  },
}

function messageOf(before: string, after: string): string {
  return before === after
    ? `What is answered as ${after} is read by other names.`
    : `It asks for ${after} instead of ${before}.`
}
