import { type Dict, isJsonObject, type Json, type Pointer, type Schema, segmentsOf } from '../../model/index.ts'
import { excludesNull } from './nullability.ts'
import { choicesOf, partsOf } from './parts.ts'
import { propertiesOf } from './properties-of.ts'
import { isRequiredIn } from './required-in.ts'

/**
 * What a schema says about a place in its values. `absent`: objects there declare their properties, and not this one.
 * `open`: it declares nothing there, so nothing is known.
 */
export type LookUp =
  | {
      readonly found: 'declared'
      readonly schemas: readonly Schema[]
      readonly required: boolean
      readonly nullable: boolean
    }
  | { readonly found: 'absent'; readonly name: string; readonly known: readonly string[] }
  | { readonly found: 'open' }

/** Follows a JSON Pointer, or path, into a schema. */
export function lookUp(schema: Schema, at: Pointer | readonly string[], schemas: Dict<Schema>): LookUp {
  let here: readonly Schema[] = [schema]
  let required = true
  let nullable = !excludesNull(schema, schemas)
  for (const [index, name] of (typeof at === 'string' ? segmentsOf(at) : at).entries()) {
    const next = here.flatMap((each) => declaredIn(each, name, schemas))
    if (next.length === 0) return absentOrOpen(here, name, schemas)
    required = required && (index === 0 || !nullable) && here.every((each) => isRequiredIn(name, each, schemas))
    nullable =
      !next.every((each) => excludesNull(each, schemas)) && !here.every((each) => neverNull(each, name, schemas))
    here = next
  }
  return { found: 'declared', schemas: here, required, nullable }
}

function absentOrOpen(here: readonly Schema[], name: string, schemas: Dict<Schema>): LookUp {
  const known = [...new Set(here.flatMap((each) => [...propertiesOf(each, schemas).keys()]))]
  return known.length === 0 ? { found: 'open' } : { found: 'absent', name, known }
}

/** What the schema says of one property or element: through references, compositions and patterns. */
function declaredIn(schema: Json, name: string, schemas: Dict<Schema>, open: Set<Json> = new Set()): Schema[] {
  if (open.has(schema)) return []
  const inside = new Set(open).add(schema)
  return partsOf(schema, schemas).flatMap((part) => [
    ...ownProperty(part.properties, name),
    ...(isJsonObject(part.patternProperties) && !hasOwn(part.properties, name) ? [true] : []),
    ...(isJsonObject(part.additionalProperties) && !hasOwn(part.properties, name) ? [part.additionalProperties] : []),
    ...elementOf(part.items, name),
    ...choicesOf(part)
      .flat()
      .flatMap((choice) => declaredIn(choice, name, schemas, inside)),
  ])
}

/** Whether something that holds of every value of the schema, such as one part of an `allOf`, has no null there. */
function neverNull(schema: Schema, name: string, schemas: Dict<Schema>): boolean {
  return partsOf(schema, schemas).some((part) => {
    const own = [...ownProperty(part.properties, name), ...elementOf(part.items, name)]
    return own.some((each) => excludesNull(each, schemas))
  })
}

function hasOwn(properties: Json | undefined, name: string): properties is { [name: string]: Json } {
  return isJsonObject(properties) && Object.hasOwn(properties, name)
}

function ownProperty(properties: Json | undefined, name: string): Schema[] {
  return hasOwn(properties, name) ? [properties[name] as Schema] : []
}

function elementOf(items: Json | undefined, name: string): Schema[] {
  return isJsonObject(items) && /^(0|[1-9]\d*)$/.test(name) ? [items] : []
}
