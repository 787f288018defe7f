import { essence, type HttpCall, pointer } from '../../model/index.ts'
import { declaredPair, statusesOfBoth } from '../declared-responses.ts'
import { answerOf, httpOf, httpPointer } from '../operation-pair.ts'
import type { Found, Rule } from '../rule.ts'

/** Which media types there are besides the one that is asked for, and the one that is sent. */
export const mediaOfferedRules: readonly Rule[] = [
  {
    id: 'request.media-offered',
    side: 'input',
    levels: ['risky', 'safe'],
    title: 'A body may be sent as another media type, or no longer',
    explanation:
      'What is sent stays as it is, so no flow is touched. Whoever lays an extension over the connector may send the other one: risky where it is gone, safe where it is new.',
    example: {
      of: 'action',
      base: 'http: POST /orders\neffect: once\nbody: {}\nconsumes: [application/json, application/xml]',
      revision: 'http: POST /orders\neffect: once\nbody: {}\nconsumes: [application/json]',
    },
    operation: (pair) => {
      const [base, revision] = [httpOf(pair.base), httpOf(pair.revision)]
      if (base?.body === undefined || revision?.body === undefined) return []
      const types = [consumedBy(base), consumedBy(revision)] as const
      return offered(types, [base.body.mediaType, revision.body.mediaType], `${httpPointer(pair)}/consumes`)
    },
  },
  {
    id: 'response.media-offered',
    side: 'output',
    levels: ['risky', 'safe'],
    title: 'An answer may be asked for as another media type, or no longer',
    explanation:
      'What is asked for stays as it is, so no flow is touched. Whoever lays an extension over the connector may ask for the other one: risky where it is gone, safe where it is new.',
    example: {
      of: 'action',
      base: "http: GET /orders\nresponses: { '200': { content: [application/json, text/csv] } }",
      revision: "http: GET /orders\nresponses: { '200': { content: [application/json] } }",
    },
    operation: (pair) => {
      const declared = declaredPair(pair, 'success')
      const [base, revision] = [httpOf(pair.base), httpOf(pair.revision)]
      if (declared === null || base === undefined || revision === undefined) return []
      const chosen = [answerOf(base).mediaType, answerOf(revision).mediaType] as const
      return statusesOfBoth(declared).flatMap(([status, before, after]) =>
        offered(
          [before.content ?? [chosen[0]], after.content ?? [chosen[1]]],
          chosen,
          httpPointer(pair) + pointer('responses', status, 'content'),
        ),
      )
    },
  },
]

function consumedBy({ body, consumes }: HttpCall): readonly string[] {
  return consumes ?? (body === undefined ? [] : [body.mediaType])
}

/** The ones that are used are compared by themselves. */
function offered(
  [base, revision]: readonly [readonly string[], readonly string[]],
  chosen: readonly [string, string],
  at: string,
): readonly Found[] {
  const used = chosen.map(essence)
  const beyond = (some: readonly string[], others: readonly string[]): readonly string[] => {
    const known = new Set([...others, ...used].map(essence))
    return [...new Set(some.map(essence))].filter((one) => !known.has(one) && !known.has('*/*')).sort()
  }
  return [
    ...beyond(base, revision).map((type) => ({
      pointer: at + pointer(type),
      level: 'risky' as const,
      message: `${type} is not offered any more.`,
    })),
    ...beyond(revision, base).map((type) => ({
      pointer: at + pointer(type),
      level: 'safe' as const,
      message: `${type} is offered, too.`,
    })),
  ]
}
