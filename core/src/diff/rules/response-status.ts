import { pointer } from '../../model/index.ts'
import { type DeclaredPair, declaredPair, lackOf, statusesBeyond, statusesOfBoth } from '../declared-responses.ts'
import { answerOf, httpOf, httpPointer, type OperationPair } from '../operation-pair.ts'
import type { Found, Rule } from '../rule.ts'

/** RFC 9110, 15.3: what was asked for is not done yet, or there is no body to read. */
const unlikeOthers: ReadonlySet<string> = new Set(['202', '204', '205'])

export const responseStatusRule: Rule = {
  id: 'response.status',
  side: 'transport',
  levels: ['risky', 'safe'],
  title: 'Success is answered with another status',
  explanation:
    'Every 2xx is a success for a step, but a status is how a service says what it did: 201 that something was created, 202 that it is not done yet, 204 that there is nothing to read. Risky where one is declared no more, where 202, 204, 205, 3xx or a range is new, and where any is declared to come without a body, or as no media type that is asked for, and was not: the next step may come too early, find nothing, or the answer not be read. Safe where any other may come besides, and where single statuses take the place of their range.',
  example: {
    of: 'action',
    base: "http: POST /orders\neffect: once\nresponses: { '200': {} }",
    revision: "http: POST /orders\neffect: once\nresponses: { '202': {} }",
  },
  operation: (pair) => {
    const declared = declaredPair(pair, 'success')
    if (declared === null) return []
    const { base, revision } = declared
    const gone = statusesBeyond(base, revision)
    const come = statusesBeyond(revision, base)
    return [
      ...gone.unknown.map((status) => ({
        ...found(pair, status, `A success is no longer answered with status ${status}.`),
        level: 'risky' as const,
        before: status,
      })),
      ...gone.wider.map((status) => ({
        ...found(pair, status, `A success is answered with fewer statuses than ${status}.`),
        level: 'safe' as const,
        before: status,
      })),
      ...[...come.unknown, ...come.wider].map((status) => {
        const lack = hadBody(pair, declared) ? lackOf(revision.get(status) ?? {}, askedBy(pair)) : undefined
        const how = lack === undefined ? '' : `, ${lack}`
        return {
          ...found(pair, status, `A success may be answered with status ${status}, too${how}.`),
          level: isLikeOthers(status) && lack === undefined ? ('safe' as const) : ('risky' as const),
          after: status,
        }
      }),
      ...bodiesLost(pair, declared).map(([status, lack]) => ({
        ...found(pair, status, `A success with status ${status} comes ${lack} now.`),
        level: 'risky' as const,
        after: status,
      })),
    ]
  },
}

/** A range, and `default`, hold some that are not; of 1xx and 3xx none is. */
function isLikeOthers(status: string): boolean {
  return /^2\d\d$/.test(status) && !unlikeOthers.has(status)
}

/** Statuses whose answers had what is asked for, as far as it was said, with what there is instead. */
function bodiesLost(pair: OperationPair, declared: DeclaredPair): readonly (readonly [string, string])[] {
  if (!hadBody(pair, declared)) return []
  return statusesOfBoth(declared).flatMap(([status, before, after]) => {
    const lack = lackOf(after, askedBy(pair))
    return lack !== undefined && lackOf(before, askedBy(pair)) === undefined ? [[status, lack] as const] : []
  })
}

function hadBody(pair: OperationPair, { base }: DeclaredPair): boolean {
  return pair.base.output !== true && [...base.values()].some((one) => lackOf(one, askedBy(pair)) === undefined)
}

function askedBy({ revision }: OperationPair): string {
  const http = httpOf(revision)
  return http === undefined ? 'application/json' : answerOf(http).mediaType
}

function found(pair: OperationPair, status: string, message: string): Found {
  return { pointer: httpPointer(pair) + pointer('responses', status), message }
}
