import { child, elementsOf, type Located, type OperationRead, type UrlPlace } from '@jackfield/openapi'
import { flagOf, membersByName, textOf } from '../properties/index.ts'

const mark = 'x-ms-notification-url'
const deepest = 6

/** Where an operation takes the URL to call (`x-ms-notification-url`): a parameter, or a property of its body. */
export function notificationPlace({ operation, pathItem, follow }: OperationRead): UrlPlace | undefined {
  for (const owner of [operation, pathItem])
    for (const written of elementsOf(child(owner, 'parameters'))) {
      const found = follow(written)
      if (found.kind === 'lost') continue
      const place = placeIn(found, follow)
      if (place !== undefined) return place
    }
  return undefined
}

type Follow = OperationRead['follow']

function placeIn(parameter: Located, follow: Follow): UrlPlace | undefined {
  const where = textOf(parameter, 'in')?.toLowerCase()
  const name = textOf(parameter, 'name') ?? ''
  if (where === 'body') {
    const path = pathTo(child(parameter, 'schema'), follow, deepest)
    return path === undefined ? undefined : { in: 'body', path }
  }
  if (flagOf(parameter, mark) !== true) return undefined
  return where === 'query' || where === 'header' ? { in: where, name } : undefined
}

function pathTo(schema: Located | undefined, follow: Follow, depth: number): readonly string[] | undefined {
  const found = schema === undefined || depth === 0 ? undefined : follow(schema)
  if (found === undefined || found.kind === 'lost') return undefined
  const properties = membersByName(child(found, 'properties'))
  for (const [name, property] of properties) if (flagOf(property, mark) === true) return [name]
  for (const [name, property] of properties) {
    const below = pathTo(property, follow, depth - 1)
    if (below !== undefined) return [name, ...below]
  }
  for (const part of elementsOf(child(found, 'allOf'))) {
    const below = pathTo(part, follow, depth - 1)
    if (below !== undefined) return below
  }
  return undefined
}
