import { type Dict, dict, isJsonObject, type Json, type JsonObject, type Pointer, pointer } from '@jackfield/core'
import type { Template } from './template.ts'

export interface LiteralInput {
  /** What stands in the document as it is. */
  readonly input: JsonObject
  /** Where values stand that are known only when the step runs. */
  readonly later: readonly Pointer[]
}

/** A step's input as far as it is known before it runs. */
export function literalInput(template: Template): LiteralInput {
  const later: Pointer[] = []
  const known = knownOf(template, '', later)
  return { input: isJsonObject(known) ? known : dict<Json>(), later }
}

/** `undefined` for what is known later. A list is known whole or not at all. */
function knownOf(template: Template, at: Pointer, later: Pointer[]): Json | undefined {
  if (template.kind === 'literal') return template.value
  if (template.kind === 'object') return propertiesOf(template.properties, at, later)
  later.push(at)
  return undefined
}

function propertiesOf(properties: Dict<Template>, at: Pointer, later: Pointer[]): JsonObject {
  return dict(
    Object.entries(properties).flatMap(([name, inner]) => {
      const known = knownOf(inner, at + pointer(name), later)
      return known === undefined ? [] : [[name, known] as const]
    }),
  )
}
