import { evaluateText, parseExpression } from '../expression/index.ts'
import { isNamed, pair, pairsOf, plainName, withPairs } from './query.ts'
import { scopeOf } from './scope.ts'
import { type Template, text } from './template.ts'

/** "Set query string parameter": what is there already is replaced, kept, or joined by another of the name. */
export const setQueryParameter: Template = {
  name: 'setqueryparameter',
  request(options) {
    const name = plainName(text(options, 'name').trim())
    const action = text(options, 'existsaction').toLowerCase()
    const value = parseExpression(text(options, 'value'))
    return (request, context) => {
      const pairs = pairsOf(request.url)
      const others = pairs.filter((each) => !isNamed(each, name))
      if (others.length < pairs.length && action === 'skip') return request
      const kept = action === 'append' ? pairs : others
      return {
        ...request,
        url: withPairs(request.url, [...kept, pair(name, evaluateText(value, scopeOf(request, context)))]),
      }
    }
  },
}
