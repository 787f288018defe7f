import { dict, type Json } from '@jackfield/core'
import { mappingIn } from './discriminators.ts'

const beginning = '#/schemas/~'

/** What a reference says until what it leads to has a name; no name has a tilde. */
export function provisional(number: number): string {
  return beginning + number
}

/**
 * Gives every reference in a value what `finals` has for it, in place: a name, or `true` and `false` for one that says
 * nothing, or admits nothing.
 */
export function fillReferences(value: Json, finals: readonly Json[]): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const item of value) fillReferences(item, finals)
    return
  }
  const object = value as Record<string, Json>
  const ref = object.$ref
  if (typeof ref === 'string' && ref.startsWith(beginning))
    fill(object, finals[Number(ref.slice(beginning.length))] ?? true)
  const mapping = mappingIn(object)
  for (const [value, to] of Object.entries(mapping ?? {}))
    if (typeof to === 'string' && to.startsWith(beginning))
      Object.assign(mapping ?? {}, { [value]: finals[Number(to.slice(beginning.length))] })
  for (const name in object) {
    const inner = object[name]
    if (typeof inner === 'object') fillReferences(inner as Json, finals)
  }
}

function fill(object: Record<string, Json>, final: Json): void {
  if (typeof final === 'string') {
    object.$ref = final
    return
  }
  delete object.$ref
  if (final === false) object.not = dict<Json>()
}
