import type { JsonObject, Schema } from '@jackfield/core'
import { mergeSchemas } from '../trials/merge-schemas.ts'

/** Which of several is taken. */
export type Pick = (among: number) => number

/** A schema with what it refers to, all of `allOf` and one of each choice in one. */
export function wholeSchema(schema: Schema | undefined, root: JsonObject, pick: Pick, hops = 0): JsonObject {
  if (typeof schema !== 'object' || schema === null || hops > 40) return {}
  const { $ref, allOf, anyOf, oneOf, ...own } = schema as JsonObject
  const parts: Schema[] = []
  if (typeof $ref === 'string') parts.push(targetOf($ref, root))
  if (Array.isArray(allOf)) parts.push(...(allOf as Schema[]))
  for (const choices of [anyOf, oneOf])
    if (Array.isArray(choices) && choices.length > 0) parts.push((choices as Schema[])[pick(choices.length)] ?? {})
  return parts
    .map((part) => wholeSchema(part, root, pick, hops + 1))
    .reduce((merged, part) => mergeSchemas(merged, part), own as JsonObject)
}

function targetOf(ref: string, root: JsonObject): Schema {
  let at: unknown = root
  for (const step of ref.replace(/^#\/?/, '').split('/').filter(Boolean))
    at = (at as Record<string, unknown> | undefined)?.[
      decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
    ]
  return (at ?? {}) as Schema
}

/** Its types; from its other words where it does not say; none: it takes anything. */
export function typesOf(schema: JsonObject): readonly string[] {
  const { type } = schema
  if (typeof type === 'string') return [type]
  if (Array.isArray(type)) return type as readonly string[]
  if ('properties' in schema) return ['object']
  if ('items' in schema) return ['array']
  return []
}

export function propertiesOf(schema: JsonObject): Readonly<Record<string, Schema>> {
  const { properties } = schema
  return typeof properties === 'object' && properties !== null ? (properties as Record<string, Schema>) : {}
}

export function requiredOf(schema: JsonObject): ReadonlySet<string> {
  return new Set(Array.isArray(schema.required) ? (schema.required as string[]) : [])
}
