import { type Body, dict, type Encoding, mediaKind, type Template } from '@jackfield/core'
import type { Feature } from '../features.ts'
import type { ParameterRead } from './parameter-read.ts'

/** Swagger 2.0: the parameters of a form as one body; each stays an input of its own. */
export function formBody(fields: readonly ParameterRead[], consumes: readonly string[]): Body | Feature {
  const hasFile = fields.some(({ isFile }) => isFile)
  const isMultipart = hasFile || (consumes.some(isMultipartType) && !consumes.some(isFormType))
  const mediaType = isMultipart ? 'multipart/form-data' : 'application/x-www-form-urlencoded'
  const values: [string, Template][] = fields.map(({ name, input, request }) => [
    name,
    request.value ?? { kind: 'value', from: { root: 'input', path: [input ?? name] } },
  ])
  const encoding = dict<Encoding>()
  for (const { name, request } of fields) {
    const { style, explode } = request
    if (style === undefined && explode === undefined) continue
    if (isMultipart) return 'body.collection-format'
    encoding[name] = { ...(style !== undefined && { style }), ...(explode !== undefined && { explode }) }
  }
  const body: Body = { mediaType, value: { kind: 'object', properties: dict(values) } }
  return Object.keys(encoding).length === 0 ? body : { ...body, encoding }
}

const isMultipartType = (type: string): boolean => mediaKind(type) === 'multipart'
const isFormType = (type: string): boolean => mediaKind(type) === 'form'
