import { isJsonObject, type Json } from '@jackfield/core'
import type { SchemaNode } from './graph.ts'

/** What is part of an `allOf` somewhere does not close it. */
export function openComposed(...lists: readonly (readonly SchemaNode[])[]): void {
  const parts = lists.flat().flatMap(({ edges }) => edges.filter(({ partOf }) => partOf))
  for (const { to } of parts) {
    if (!isJsonObject(to.schema)) continue
    for (const name of ['additionalProperties', 'unevaluatedProperties'])
      if (to.schema[name] === false) delete (to.schema as Record<string, Json>)[name]
  }
}
