import { isJsonObject, type Json, type JsonObject } from '@jackfield/core'

/**
 * Swagger 2.0 leaves open what is sent where `consumes` and `produces` are not written or empty, or name no media type
 * (`string`); for Prism that is nothing at all. What stands in is what it means here: a form for the fields of one,
 * what a header Content-Type says, else JSON.
 */
export function withTypes(document: object): object {
  if (!('swagger' in document)) return document
  const { paths, ...others } = document as JsonObject
  const items = Object.entries(isJsonObject(paths) ? paths : {}).map(([path, item]) => [path, ofItem(item, others)])
  return { ...json, ...withoutEmpty(others), paths: Object.fromEntries(items) }
}

const json = { consumes: ['application/json'], produces: ['application/json'] }

function ofItem(item: Json, root: JsonObject): Json {
  if (!isJsonObject(item)) return item
  const shared = parametersOf(item, root)
  const operations = Object.entries(item).map(([name, each]) => [
    name,
    isJsonObject(each) ? ofOperation(each, { root, shared }) : each,
  ])
  return Object.fromEntries(operations)
}

interface Inherited {
  readonly root: JsonObject
  readonly shared: readonly JsonObject[]
}

function ofOperation(operation: JsonObject, { root, shared }: Inherited): JsonObject {
  const parameters = [...parametersOf(operation, root), ...shared]
  const written = typesIn(operation.consumes) ?? typesIn(root.consumes)
  const said = parameters.find(
    ({ in: place, name }) => place === 'header' && /^content-type$/i.test(String(name)),
  )?.default
  const types = [...(written ?? formOf(parameters)), ...(typesIn([said ?? null]) ?? [])]
  return { ...withoutEmpty(operation), ...(types.length > 0 && { consumes: types }) }
}

function formOf(parameters: readonly JsonObject[]): readonly string[] {
  const fields = parameters.filter(({ in: place }) => place === 'formData')
  if (fields.length === 0) return []
  return fields.some(({ type }) => type === 'file') ? ['multipart/form-data'] : ['application/x-www-form-urlencoded']
}

function parametersOf(owner: JsonObject, { parameters }: JsonObject): readonly JsonObject[] {
  const named = isJsonObject(parameters) ? parameters : {}
  const listed = Array.isArray(owner.parameters) ? (owner.parameters as readonly Json[]).filter(isJsonObject) : []
  return listed.flatMap((each) => {
    const name = /^#\/parameters\/(.+)$/.exec(String(each.$ref))?.[1]
    const found = name === undefined ? each : named[name.replaceAll('~1', '/').replaceAll('~0', '~')]
    return isJsonObject(found) ? [found] : []
  })
}

function withoutEmpty(owner: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(owner).filter(([name, value]) => !(name in json) || typesIn(value) !== undefined),
  )
}

function typesIn(written: Json | undefined): readonly string[] | undefined {
  const types = Array.isArray(written) ? (written as readonly Json[]).map((type) => String(type).trim()) : []
  const usable = types.filter((type) => type.includes('/'))
  return usable.length === 0 ? undefined : usable
}
