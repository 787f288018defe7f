import { dict, isJsonObject, type Json, type Schema } from '@jackfield/core'
import { child, elementsOf, type Located } from '@jackfield/openapi'
import { allMembers, childOf } from '../properties/index.ts'
import { defaultOf, isInternal, summaryOf } from './visibility.ts'

/** Titles as people read them, and nothing required that is sent by itself. Named schemas are adapted by themselves. */
export function adaptSchema(schema: Schema, written: Located): Schema {
  if (!isJsonObject(schema) || !isJsonObject(written.value)) return schema
  const out: Record<string, Json> = dict<Json>(Object.entries(schema))
  const title = summaryOf(written)
  if (title !== undefined && title !== '' && out.$ref === undefined) out.title = title
  if (out.$ref !== undefined) return out
  if (isJsonObject(out.properties)) out.properties = adaptProperties(out.properties, written)
  if (Array.isArray(out.required)) {
    const required = (out.required as readonly Json[]).filter((name) => !isSentByItself(String(name), written))
    if (required.length > 0) out.required = required
    else delete out.required
  }
  for (const name of ['items', 'additionalProperties'])
    if (isJsonObject(out[name])) out[name] = adaptBelow(out[name], child(written, name))
  for (const name of ['allOf', 'anyOf', 'oneOf']) {
    const list = out[name]
    const below = elementsOf(child(written, name))
    if (Array.isArray(list) && list.length === below.length)
      out[name] = (list as readonly Json[]).map((each, index) => adaptBelow(each, below[index]))
  }
  return out
}

function adaptBelow(schema: Json, written: Located | undefined): Json {
  return written === undefined ? schema : (adaptSchema(schema as Schema, written) as Json)
}

function adaptProperties(properties: Json, written: Located): Json {
  const below = new Map(allMembers(child(written, 'properties')))
  return dict<Json>(
    Object.entries(properties as object).map(([name, each]) => [name, adaptBelow(each as Json, below.get(name))]),
  )
}

function isSentByItself(name: string, written: Located): boolean {
  const property = childOf(child(written, 'properties'), name)
  return property !== undefined && isInternal(property) && defaultOf(property) !== undefined
}
