import type { Dict, Json, JsonObject, Schema } from '../../model/index.ts'
import { choicesOf, partsOf } from '../../validate/index.ts'

/** The JSON types that a schema names, wherever in it and in whichever of its choices; none where it takes any. */
export function typesOf(schema: Json | undefined, schemas: Dict<Schema>): ReadonlySet<string> {
  const types = new Set<string>()
  const seen = new Set<Json>()
  const collect = (inner: Json | undefined): void => {
    for (const part of partsOf(inner, schemas, seen)) {
      for (const type of typesOfPart(part)) types.add(type)
      for (const choice of choicesOf(part).flat()) collect(choice)
    }
  }
  collect(schema)
  return types
}

function typesOfPart(part: JsonObject): string[] {
  const said = [part.type].flat().filter((type): type is string => typeof type === 'string')
  const values = [...(Array.isArray(part.enum) ? part.enum : []), ...(part.const === undefined ? [] : [part.const])]
  return [
    ...said,
    ...values.map((value: Json) => (value === null ? 'null' : typeof value)),
    ...(part.properties === undefined ? [] : ['object']),
    ...(part.items === undefined ? [] : ['array']),
  ]
}
