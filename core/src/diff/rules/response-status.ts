import { pointer } from '../../model/index.ts'
import { type DeclaredPair, declaredPair, isBodiless, statusesBeyond, statusesOfBoth } from '../declared-responses.ts'
import { httpPointer, type OperationPair } from '../operation-pair.ts'
import type { Found, Rule } from '../rule.ts'

/** RFC 9110, 15.3: what was asked for is not done yet, or there is no body to read. */
const unlikeOthers: ReadonlySet<string> = new Set(['202', '204', '205'])

export const responseStatusRule: Rule = {
  id: 'response.status',
  side: 'transport',
  levels: ['risky', 'safe'],
  title: 'Success is answered with another status',
  explanation:
    'Every 2xx is a success for a step, but a status is how a service says what it did: 201 that something was created, 202 that it is not done yet, 204 that there is nothing to read. Risky where one is declared no more, where 202, 204, 205 or a range is new, and where any is declared to come without a body and was not: the next step may come too early, or find nothing. Safe where any other may come besides, and where single statuses take the place of their range.',
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
        const isEmpty = hadBody(pair, declared) && isBodiless(revision.get(status))
        return {
          ...found(
            pair,
            status,
            `A success may be answered with status ${status}, too${isEmpty ? ', without a body' : ''}.`,
          ),
          level: isLikeOthers(status) && !isEmpty ? ('safe' as const) : ('risky' as const),
          after: status,
        }
      }),
      ...bodiesLost(pair, declared).map((status) => ({
        ...found(pair, status, `A success with status ${status} has no body any more.`),
        level: 'risky' as const,
        after: status,
      })),
    ]
  },
}

/** A range, and `default`, hold some that are not. */
function isLikeOthers(status: string): boolean {
  return /^\d{3}$/.test(status) && !unlikeOthers.has(status)
}

/** Statuses whose answers had a body, as far as it was said. */
function bodiesLost(pair: OperationPair, declared: DeclaredPair): readonly string[] {
  if (!hadBody(pair, declared)) return []
  return statusesOfBoth(declared).flatMap(([status, before, after]) =>
    isBodiless(after) && !isBodiless(before) ? [status] : [],
  )
}

function hadBody({ base: { output } }: OperationPair, { base }: DeclaredPair): boolean {
  return output !== true && [...base.values()].some((response) => !isBodiless(response))
}

function found(pair: OperationPair, status: string, message: string): Found {
  return { pointer: httpPointer(pair) + pointer('responses', status), message }
}
