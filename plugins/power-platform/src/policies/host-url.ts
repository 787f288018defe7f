import { evaluateText, parseExpression } from '../expression/index.ts'
import { scopeOf } from './scope.ts'
import { takeApart } from './segments.ts'
import { type Template, text } from './template.ts'

/** "Set host URL" where the host depends on the request; any other is read as the operation's server. */
export const hostUrl: Template = {
  name: 'dynamichosturl',
  request(options, { operation }) {
    const template = parseExpression(text(options, 'urltemplate').trim())
    const path = (operation.http ?? operation.poll?.http ?? operation.webhook?.subscribe?.http)?.path ?? '/'
    return (request, context) => {
      const { segments, query } = takeApart(request.url, path)
      const [base = '', more = ''] = evaluateText(template, scopeOf(request, context)).split('?', 2)
      const whole = [query.slice(1), more].filter((each) => each !== '').join('&')
      const below = segments.join('/')
      const url = base.replace(/\/+$/, '') + (below === '' ? '' : `/${below}`)
      return { ...request, url: whole === '' ? url : `${url}?${whole}` }
    }
  },
}
