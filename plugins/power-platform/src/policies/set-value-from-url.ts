import { dict, type Method, type PolicyRequest } from '@jackfield/core'
import { evaluate, evaluateText, isReference, type Part, parseExpression, textOf } from '../expression/index.ts'
import { isNamed, pair, pairsOf, withPairs } from './query.ts'
import { scopeOf } from './scope.ts'
import { takeApart, valuesIn } from './segments.ts'
import { type Template, text } from './template.ts'

/**
 * "Set header/query parameter value from URL": what the service answers at another path, whose names are those of the
 * operation's own, becomes the value of a header or query parameter. It is asked as the request is, signed and guarded.
 */
export const setValueFromUrl: Template = {
  name: 'setvaluefromurl',
  request(options, { operation }) {
    const [target] = parseExpression(text(options, 'parametertemplate'))
    const url = parseExpression(text(options, 'parametervalueurl').trim())
    const path = parseExpression(text(options, 'parametervaluepathtemplate'))
    const method = (text(options, 'httpmethod').trim().toUpperCase() || 'GET') as Method
    const template = (operation.http ?? operation.poll?.http ?? operation.webhook?.subscribe?.http)?.path ?? '/'
    return async (request, context) => {
      const scope = scopeOf(request, context)
      const { base, segments } = takeApart(request.url, template)
      const values = valuesIn(segments, template)
      const asked = evaluateText(url, scope).replaceAll(
        /\{([^{}]+)\}/g,
        (_braces, name: string) => values.get(name) ?? '',
      )
      const headers = dict(Object.entries(request.headers).filter(([name]) => name !== 'content-type'))
      const answer = await context.ask({ method, url: `${base}/${asked.replace(/^\/+/, '')}`, headers })
      if (answer.status >= 300) throw new Error(`the service answered ${answer.status} at ${asked}`)
      const value = evaluate(path, { ...scope, body: answer.body })
      if (value === undefined || value === null)
        throw new Error(`the answer at ${asked} has no ${text(options, 'parametervaluepathtemplate')}`)
      return withValue(request, target, textOf(value))
    }
  },
}

function withValue(request: PolicyRequest, target: Part | undefined, value: string): PolicyRequest {
  if (target === undefined || !isReference(target) || !('name' in target))
    throw new Error('it does not say what it sets')
  const { kind, name } = target
  if (kind === 'headers')
    return { ...request, headers: dict([...Object.entries(request.headers), [name.toLowerCase(), value]]) }
  const others = pairsOf(request.url).filter((each) => !isNamed(each, name))
  return { ...request, url: withPairs(request.url, [...others, pair(name, value)]) }
}
