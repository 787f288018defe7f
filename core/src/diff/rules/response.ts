import { canonicalJson, type Succeeds } from '../../model/index.ts'
import { httpOf, httpPointer } from '../operation-pair.ts'
import { operationPartDiffers } from '../operation-parts.ts'
import type { Rule } from '../rule.ts'

/** How an answer is read. */
export const responseRules: readonly Rule[] = [
  {
    id: 'response.succeeds',
    side: 'transport',
    levels: ['risky', 'safe'],
    title: 'What counts as success changes',
    explanation:
      'The same answer may fail a step that passed, or pass one that failed. Where only the place of the reason differs, no step does.',
    example: {
      of: 'action',
      base: 'http: GET /ping\nsucceeds: { at: /code, equals: 0 }',
      revision: 'http: GET /ping\nsucceeds: { at: /code, equals: 200 }',
    },
    operation: (pair) => {
      if (!operationPartDiffers.succeeds(pair)) return []
      const [before, after] = [httpOf(pair.base)?.succeeds, httpOf(pair.revision)?.succeeds]
      const isReason = before !== undefined && after !== undefined && decides(before) === decides(after)
      return [
        {
          pointer: `${httpPointer(pair)}/succeeds`,
          level: isReason ? ('safe' as const) : ('risky' as const),
          message: isReason ? 'The reason of a failure is read elsewhere.' : 'What counts as success differs.',
          before,
          after,
          explains: ['succeeds'],
        },
      ]
    },
  },
  {
    id: 'response.result',
    side: 'transport',
    levels: ['risky'],
    title: 'The output, or a trigger’s items, are taken from elsewhere in the answer',
    explanation:
      'The schemas say what the output should look like, not whether the service has it there: try the operation. Another choice of element (`where`) or of what an absent one means (`missing`) counts too.',
    example: {
      of: 'action',
      base: 'http: GET /orders\nresult: { at: /orders }',
      revision: 'http: GET /orders\nresult: { at: /data/orders }',
    },
    operation: (pair) => [
      ...(operationPartDiffers.result(pair)
        ? [
            {
              pointer: `${httpPointer(pair)}/result`,
              message: 'The output is taken from elsewhere in the answer.',
              before: httpOf(pair.base)?.result,
              after: httpOf(pair.revision)?.result,
              explains: ['result' as const],
            },
          ]
        : []),
      ...(operationPartDiffers.items(pair)
        ? [
            {
              pointer: `${pair.at}/poll/items`,
              message: 'The items are taken from elsewhere in the answer.',
              before: pair.base.poll?.items,
              after: pair.revision.poll?.items,
              explains: ['items' as const],
            },
          ]
        : []),
    ],
  },
]

/** What of it decides whether a call succeeded. */
function decides({ message: _message, ...rest }: Succeeds): string {
  return canonicalJson(rest)
}
