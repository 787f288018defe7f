import type { Method } from '@jackfield/core'
import { evaluateText, isReference, parseExpression, type Scope } from '../expression/index.ts'
import { isNamed, pairsOf, withPairs } from './query.ts'
import { scopeOf } from './scope.ts'
import { takeApart, valuesIn } from './segments.ts'
import { type Template, text } from './template.ts'

/**
 * "Route request" where the new path depends on the request; any other is read as the operation's path. Names in braces
 * are those of the operation's own path.
 */
export const routeRequest: Template = {
  name: 'routerequesttoendpoint',
  request(options, { operation }) {
    const [path = '', query = ''] = text(options, 'newpath').split('?', 2)
    const [route, added] = [parseExpression(path), parseExpression(query)]
    const method = parseExpression(text(options, 'httpmethod') || '@Request.OriginalHTTPMethod')
    const template = (operation.http ?? operation.poll?.http ?? operation.webhook?.subscribe?.http)?.path ?? '/'
    return (request, context) => {
      const scope = scopeOf(request, context)
      const { base, segments } = takeApart(request.url, template)
      const values = valuesIn(segments, template)
      const filled = encoded(route, scope).replaceAll(
        /\{([^{}]+)\}/g,
        (_braces, name: string) => values.get(name) ?? '',
      )
      const more = encoded(added, scope).split('&').filter(Boolean)
      const kept = pairsOf(request.url).filter((each) => !more.some((other) => sameName(each, other)))
      return {
        ...request,
        method: evaluateText(method, scope).toUpperCase() as Method,
        url: withPairs(`${base}/${filled.replace(/^\/+/, '')}`, [...kept, ...more]),
      }
    }
  },
}

/** Values are encoded, text stands as it is. */
function encoded(expression: ReturnType<typeof parseExpression>, scope: Scope): string {
  return expression
    .map((part) => (isReference(part) ? encodeURIComponent(evaluateText([part], scope).toWellFormed()) : part))
    .join('')
}

function sameName(one: string, other: string): boolean {
  const [name = ''] = [...new URLSearchParams(other).keys()]
  return isNamed(one, name)
}
