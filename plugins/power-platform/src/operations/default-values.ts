import type { PolicyUse } from '@jackfield/core'
import { child, elementsOf, type Located, type OperationRead } from '@jackfield/openapi'
import { type DefaultValue, policyNamed } from '../policies/index.ts'
import { membersByName, textOf } from '../properties/index.ts'
import { defaultOf, isInternal } from './visibility.ts'

const deepest = 8

/** The values of a JSON body that nobody is asked for, however deep they stand. */
export function defaultsIn({ body, follow }: OperationRead): readonly PolicyUse[] {
  const schema = body?.written === null || body === null ? undefined : child(body.written, 'schema')
  if (schema === undefined) return []
  const values = collect(schema, { path: [], always: body?.required === true, follow, depth: deepest })
  const use = policyNamed('defaults')
  return values.length === 0 || use === undefined ? [] : [{ use, with: { values: JSON.parse(JSON.stringify(values)) } }]
}

interface Walk {
  readonly path: readonly string[]
  readonly always: boolean
  readonly follow: OperationRead['follow']
  readonly depth: number
}

function collect(schema: Located, walk: Walk): readonly DefaultValue[] {
  const found = walk.depth === 0 ? undefined : walk.follow(schema)
  if (found === undefined || found.kind === 'lost') return []
  const required = new Set(elementsOf(child(found, 'required')).map(({ value }) => value))
  const own = membersByName(child(found, 'properties')).flatMap(([name, property]) => {
    const path = [...walk.path, name]
    const value = defaultOf(property)?.value
    if (isInternal(property) && value !== undefined) return [{ path, value, always: walk.always }]
    const always = walk.always && (required.has(name) || isInternal(property))
    return collect(property, { ...walk, path, always, depth: walk.depth - 1 })
  })
  const parts = elementsOf(child(found, 'allOf')).flatMap((part) => collect(part, { ...walk, depth: walk.depth - 1 }))
  const items = textOf(found, 'type') === 'array' ? child(found, 'items') : undefined
  const inItems =
    items === undefined
      ? []
      : collect(items, { ...walk, path: [...walk.path, '*'], always: false, depth: walk.depth - 1 })
  return [...own, ...parts, ...inItems]
}
