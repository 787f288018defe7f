import { dict, isJsonObject, type Json, type JsonObject } from '@jackfield/core'
import type { Template } from './template.ts'

/** One value of a body that nobody is asked for; `*` in its path is each element of a list. */
export interface DefaultValue {
  readonly path: readonly string[]
  readonly value: Json
  /** Whether the objects that it is in are there in any case. */
  readonly always: boolean
}

/** Fills in what is there in any case ("OpenAPI extensions": `x-ms-visibility: internal` with a default). */
export const defaultValues: Template = {
  name: 'defaults',
  request(options) {
    const values = valuesIn(options)
    return (request) => {
      if (request.body === undefined && !values.some(({ always }) => always)) return request
      const body = values.reduce<Json>((before, each) => fill(before, each.path, each), request.body ?? dict<Json>())
      return { ...request, body }
    }
  },
}

function valuesIn({ values }: JsonObject): readonly DefaultValue[] {
  return Array.isArray(values) ? (values as unknown as readonly DefaultValue[]) : []
}

function fill(body: Json, path: readonly string[], each: DefaultValue): Json {
  const [name, ...rest] = path
  if (name === undefined) return body
  if (name === '*')
    return Array.isArray(body) ? (body as readonly Json[]).map((element) => fill(element, rest, each)) : body
  if (!isJsonObject(body)) return body
  const before = Object.hasOwn(body, name) ? body[name] : undefined
  if (rest.length === 0) return before === undefined ? withMember(body, name, each.value) : body
  if (before === undefined && (!each.always || rest[0] === '*')) return body
  return withMember(body, name, fill(before ?? dict<Json>(), rest, each))
}

function withMember(body: JsonObject, name: string, value: Json): Json {
  return dict<Json>([...Object.entries(body), [name, value]])
}
