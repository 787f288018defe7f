import { dict, isJsonObject, type JsonObject, type Policy, type PolicyContext } from '@jackfield/core'
import { type Expression, evaluate, isReference, parseExpression, type Scope, textOf } from '../expression/index.ts'
import { isNamed, pair, pairsOf, withPairs } from './query.ts'
import { answerScope } from './scope.ts'
import { prefix } from './template.ts'

/**
 * The next poll asks what this one asked, with the query parameters of `triggerConfig` as they follow from its answer;
 * one that does not follow from it stays as it was.
 */
export const pollingTrigger: Policy = {
  name: `${prefix}pollingtrigger`,
  bind(options) {
    const config = configOf(options)
    const asked = new WeakMap<PolicyContext, string>()
    return {
      request(request, context) {
        asked.set(context, request.url)
        return request
      },
      answer(answer, context) {
        const url = asked.get(context)
        if (url === undefined || answer.status < 200 || answer.status >= 300) return answer
        const scope = answerScope(answer.body, context)
        const next = config.reduce((before, [name, value]) => withValue(before, name, valueFrom(value, scope)), url)
        return { ...answer, headers: dict([...Object.entries(answer.headers), ['location', next]]) }
      },
    }
  },
}

/** Says which property of the answer leads to its next page: no parameter of a query. In lower case. */
export const pollNextLink = 'x-ms-triggerconfig-nextlink'

function configOf({ triggerconfig }: JsonObject): readonly (readonly [string, Expression])[] {
  if (!isJsonObject(triggerconfig)) return []
  const parameters = Object.entries(triggerconfig).filter(([name]) => name.toLowerCase() !== pollNextLink)
  return parameters.map(([name, value]) => [name, parseExpression(textOf(value))] as const)
}

function valueFrom(expression: Expression, scope: Scope): string | undefined {
  const values = expression.map((part) => (isReference(part) ? evaluate([part], scope) : part))
  return values.some((value) => value === undefined || value === null) ? undefined : values.map(textOf).join('')
}

function withValue(url: string, name: string, value: string | undefined): string {
  if (value === undefined) return url
  return withPairs(url, [...pairsOf(url).filter((each) => !isNamed(each, name)), pair(name, value)])
}
