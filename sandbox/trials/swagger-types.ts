import type { JsonObject } from '@jackfield/core'

/**
 * Swagger 2.0 leaves open what is sent where `consumes` and `produces` are not written or empty, or name no media type
 * (`string`); for Prism that is nothing at all. JSON stands in, as it does here.
 */
export function withTypes(document: object): object {
  if (!('swagger' in document)) return document
  const paths = Object.entries((document as JsonObject).paths ?? {}).map(([path, item]) => [path, ofItem(item)])
  return { ...json, ...withoutEmpty(document), paths: Object.fromEntries(paths) }
}

const json = { consumes: ['application/json'], produces: ['application/json'] }

function ofItem(item: unknown): unknown {
  if (!isObject(item)) return item
  return Object.fromEntries(
    Object.entries(item).map(([name, each]) => [name, isObject(each) ? withoutEmpty(each) : each]),
  )
}

function withoutEmpty(owner: object): object {
  return Object.fromEntries(Object.entries(owner).filter(([name, value]) => !(name in json && isEmpty(value))))
}

const isEmpty = (value: unknown): boolean =>
  value === null || (Array.isArray(value) && !value.some((type) => String(type).includes('/')))
const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
