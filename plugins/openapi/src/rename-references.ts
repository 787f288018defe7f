import { dict, isJsonObject, type Json } from '@jackfield/core'

/** A value with every `$ref` that begins as one thing beginning as another: where named schemas stand. */
export function renameReferences(value: Json, from: string, to: string): Json {
  if (Array.isArray(value)) return value.map((each: Json) => renameReferences(each, from, to))
  if (!isJsonObject(value)) return value
  return dict(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === '$ref' && typeof inner === 'string' && inner.startsWith(from)
        ? to + inner.slice(from.length)
        : renameReferences(inner, from, to),
    ]),
  )
}

/** Where a manifest has its named schemas, and where OpenAPI has them. */
export const schemasAt = { manifest: '#/schemas/', document: '#/components/schemas/' } as const
