import { isJsonObject, type Json } from '@jackfield/core'
import { child, elementsOf, type Located, own, textIn } from '../refs/index.ts'
import { readType } from '../schema/index.ts'
import type { Reading } from './reading.ts'

/** What can be seen of a schema without converting it. */
export interface Shape {
  /** None: nothing is known. */
  readonly types: readonly string[]
}

type Following = Pick<Reading, 'references'>

/**
 * Parts that hold of the same value: the schema itself, what it refers to, `allOf`; bounded, since they may go round.
 */
function partsOf(located: Located, { references }: Following): readonly Located[] {
  const parts: Located[] = []
  const seen = new Set<Json>()
  const queue = [located]
  for (const each of queue) {
    const found = references.follow(each)
    if (found.kind === 'lost' || !isJsonObject(found.value) || seen.has(found.value) || seen.size > 100) continue
    seen.add(found.value)
    parts.push(found)
    queue.push(...elementsOf(child(found, 'allOf')))
  }
  return parts
}

export function shapeOf(located: Located, reading: Following): Shape {
  for (const { value } of partsOf(located, reading)) {
    const { types } = readType(own(value, 'type'))
    if (types.length > 0) return { types }
    if (own(value, 'properties') !== undefined) return { types: ['object'] }
    if (own(value, 'items') !== undefined) return { types: ['array'] }
  }
  return { types: [] }
}

/** OpenAPI 3.0 and Swagger 2.0 say `format: binary` or `type: file`, OpenAPI 3.1 a media type without an encoding. */
export function isFile(located: Located, reading: Following): boolean {
  return partsOf(located, reading).some(({ value }) => {
    const { format } = readType(own(value, 'type'))
    const said = textIn(value, 'format')?.toLowerCase() ?? format
    if (said === 'binary' || said === 'file') return true
    return textIn(value, 'contentMediaType') !== undefined && own(value, 'contentEncoding') === undefined
  })
}

export function isFileList(located: Located, reading: Following): boolean {
  return partsOf(located, reading).some((part) => {
    const items = child(part, 'items')
    return items !== undefined && isFile(items, reading)
  })
}

/** The properties of an object, wherever it declares them. */
export function propertiesOf(located: Located, reading: Following): ReadonlyMap<string, Located> {
  const found = new Map<string, Located>()
  for (const part of partsOf(located, reading)) {
    const properties = child(part, 'properties')
    if (properties === undefined || !isJsonObject(properties.value)) continue
    for (const name of Object.keys(properties.value)) {
      const property = child(properties, name)
      if (property !== undefined && !found.has(name)) found.set(name, property)
    }
  }
  return found
}

/** Names that every such object has. */
export function requiredOf(located: Located, reading: Following): readonly string[] {
  const names = partsOf(located, reading).flatMap(({ value }) => {
    const listed = own(value, 'required')
    return Array.isArray(listed) ? listed.filter((name): name is string => typeof name === 'string') : []
  })
  return [...new Set(names)]
}
