import { dict, isJsonObject, type Json } from '@jackfield/core'

/**
 * A value with every `$ref`, and every reference of a `discriminator`, that begins as one thing beginning as another:
 * where named schemas stand.
 */
export function renameReferences(value: Json, from: string, to: string): Json {
  if (Array.isArray(value)) return value.map((each: Json) => renameReferences(each, from, to))
  if (!isJsonObject(value)) return value
  const renamed = (text: Json): Json | undefined =>
    typeof text === 'string' && text.startsWith(from) ? to + text.slice(from.length) : undefined
  return dict(
    Object.entries(value).map(([name, inner]) => {
      if (name === 'discriminator' && isJsonObject(inner) && isJsonObject(inner.mapping)) {
        const mapping = Object.entries(inner.mapping).map(([tag, text]) => [tag, renamed(text) ?? text] as const)
        return [name, dict(Object.entries({ ...inner, mapping: dict(mapping) }))]
      }
      return [name, (name === '$ref' ? renamed(inner) : undefined) ?? renameReferences(inner, from, to)]
    }),
  )
}

/** Where a manifest has its named schemas, and where OpenAPI has them. */
export const schemasAt = { manifest: '#/schemas/', document: '#/components/schemas/' } as const
