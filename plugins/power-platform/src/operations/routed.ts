import type { HttpCall, Method, Parameter, Template } from '@jackfield/core'
import { type Expression, isReference, parseExpression } from '../expression/index.ts'
import { type ConnectionParameter, isNamed, type PolicyInstance, settingName, textIn } from '../properties/index.ts'

const methods: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/**
 * "Route request" to a path that is known before there is a request: text, names of the operation's own path, and
 * connection parameters. Undefined where it depends on the request.
 */
export function routed(
  call: HttpCall,
  policy: PolicyInstance,
  parameters: readonly ConnectionParameter[],
): HttpCall | undefined {
  const expression = parseExpression(textIn(policy, 'newpath')?.trim() ?? '')
  const method = methodOf(policy, call)
  const settings = new Map<string, Template>()
  let path = ''
  for (const part of expression) {
    if (!isReference(part)) path += part
    else if (part.kind !== 'connectionParameters') return undefined
    else {
      const parameter = parameters.find(isNamed(part.name))
      if (parameter === undefined || parameter.type === 'securestring') return undefined
      let name = settingName(parameter.name)
      while (call.parameters.some((each) => each.name === name)) name += '_'
      settings.set(name, { kind: 'value', from: { root: 'settings', path: [settingName(parameter.name)] } })
      path += `{${name}}`
    }
  }
  if (method === undefined || path === '' || /[?#]/.test(path)) return undefined
  const whole = path.startsWith('/') ? path : `/${path}`
  const names = [...whole.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name)
  const own = call.parameters.filter((each) => each.in !== 'path' || names.includes(each.name))
  const known = [...own.filter((each) => each.in === 'path').map(({ name }) => name), ...settings.keys()]
  if (names.some((name) => !known.includes(name))) return undefined
  const added = [...settings].map(([name, value]): Parameter => ({ name, in: 'path', value }))
  return { ...call, method, path: whole, parameters: [...own, ...added] }
}

function methodOf(policy: PolicyInstance, { method }: HttpCall): Method | undefined {
  const written = textIn(policy, 'httpmethod')?.trim() ?? ''
  const expression: Expression = parseExpression(written)
  if (written === '' || expression.some((part) => isReference(part) && part.kind === 'method')) return method
  const upper = written.toUpperCase()
  return methods.includes(upper) ? (upper as Method) : undefined
}
