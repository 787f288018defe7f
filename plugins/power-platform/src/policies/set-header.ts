import { type Dict, dict, type JsonObject } from '@jackfield/core'
import { type Expression, evaluateText, parseExpression } from '../expression/index.ts'
import { answerScope, scopeOf } from './scope.ts'
import { type Template, text } from './template.ts'

/** "Set HTTP header": on a request, or on an answer. What is there already is replaced, kept, or added to. */
export const setHeader: Template = {
  name: 'setheader',
  request(options) {
    const { value, ...header } = read(options)
    return (request, context) => ({
      ...request,
      headers: changed(request.headers, { ...header, value: evaluateText(value, scopeOf(request, context)) }),
    })
  },
  answer(options) {
    const { value, ...header } = read(options)
    return (answer, context) => ({
      ...answer,
      headers: changed(answer.headers, { ...header, value: evaluateText(value, answerScope(answer.body, context)) }),
    })
  },
}

interface Header {
  readonly name: string
  readonly action: string
}

function read(options: JsonObject): Header & { readonly value: Expression } {
  return {
    name: text(options, 'name').trim().toLowerCase(),
    action: text(options, 'existsaction').toLowerCase(),
    value: parseExpression(text(options, 'value')),
  }
}

function changed(headers: Dict<string>, { name, action, value }: Header & { readonly value: string }): Dict<string> {
  const before = headers[name]
  if (before !== undefined && action === 'skip') return headers
  const now = before !== undefined && action === 'append' ? `${before},${value}` : value
  return dict([...Object.entries(headers), [name, now]])
}
