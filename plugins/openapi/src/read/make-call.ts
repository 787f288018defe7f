import { essence, type HttpCall, type Method, type Parameter } from '@jackfield/core'
import type { Feature } from '../features.ts'
import type { BodyRead } from './body.ts'
import { formBody } from './form-body.ts'
import type { OperationPlace } from './hooks.ts'
import type { OutputRead } from './output.ts'
import type { ParameterRead } from './parameter-read.ts'
import { readPath } from './read-path.ts'
import { saidType } from './said-type.ts'

export const methods: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
/** Milliseconds. */
const timeout = 30_000
const attempts = 3

interface CallParts {
  readonly parameters: readonly ParameterRead[]
  readonly body: BodyRead | null
  readonly output: OutputRead
  readonly consumes: readonly string[]
  readonly declared: Pick<HttpCall, 'responses' | 'consumes'>
}

interface MadeCall {
  readonly http?: HttpCall
  readonly sendsBody: boolean
  readonly lacks?: Feature | undefined
}

export function makeCall(
  { method, path }: OperationPlace,
  { parameters, body, output, consumes, declared }: CallParts,
): MadeCall {
  const { path: template, parameters: inPath, inQuery } = readPath(path, parameters)
  const fields = parameters.filter((each) => each.in === 'formData')
  const form = fields.length === 0 || body !== null ? undefined : formBody(fields, consumes)
  const needsBody = body?.required === true || fields.some(({ required }) => required)
  const bodiless = method === 'HEAD' || (method === 'GET' && !needsBody)
  const lacks = (typeof form === 'string' ? form : undefined) ?? (bodiless && needsBody ? 'body.method' : undefined)
  const sendsBody = !bodiless && body !== null
  if (!methods.includes(method)) return { sendsBody, lacks }
  const others = parameters.filter(
    (each) => !(each.in === 'query' && inQuery.has(each.name)) && each.in !== 'path' && each.in !== 'formData',
  )
  const sent =
    sendsBody && body !== null
      ? { body: { ...body.body, value: inputValue('body') } }
      : typeof form === 'object' && !bodiless
        ? { body: form }
        : {}
  const http: HttpCall = {
    method: method as Method,
    path: template,
    parameters: [
      ...inPath,
      ...withMediaType(others.map(parameterOf), { ...sent, isSure: body?.required !== false }),
      ...asking(output, others),
    ],
    ...sent,
    ...(output.answer !== undefined && { answer: output.answer }),
    ...declared,
    timeout,
    attempts,
  }
  return { http, sendsBody, lacks }
}

function asking({ accept }: OutputRead, others: readonly ParameterRead[]): readonly Parameter[] {
  const isSaid = others.some(({ name, in: place }) => place === 'header' && name.toLowerCase() === 'accept')
  return accept === undefined || isSaid
    ? []
    : [{ name: 'Accept', in: 'header', value: { kind: 'literal', value: accept } }]
}

/** The body says its type itself; one that may be left out is said by the header that the document requires then. */
function withMediaType(
  parameters: readonly Parameter[],
  { body, isSure }: { readonly body?: HttpCall['body']; readonly isSure: boolean },
): readonly Parameter[] {
  if (body === undefined) return parameters
  return parameters.filter((parameter) => {
    const said = saidType(parameter)
    return said === undefined || (!isSure && essence(said) === essence(body.mediaType))
  })
}

function parameterOf({ name, in: place, input, request }: ParameterRead): Parameter {
  return { ...request, name, in: place as Parameter['in'], value: request.value ?? inputValue(input ?? name) }
}

function inputValue(name: string): Parameter['value'] {
  return { kind: 'value', from: { root: 'input', path: [name] } }
}
