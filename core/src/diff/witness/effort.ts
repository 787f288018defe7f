import { type Dict, isJsonObject, type Json, type Schema } from '../../model/index.ts'
import { referredName } from './referred-name.ts'

/** Deeper than this, validating could exhaust the stack. */
const maxDepth = 1_000

/**
 * How many objects of a schema are met where every reference is gone through, each as often as it is referred to:
 * alternatives of alternatives double what validating a value takes. What refers to itself counts once.
 */
export function effortOf({ schema, schemas }: { readonly schema: Schema; readonly schemas: Dict<Schema> }): number {
  const known = new Map<string, number>()
  const ofName = (ref: string, depth: number): number => {
    const name = referredName(ref) ?? ''
    const found = known.get(name)
    if (found !== undefined) return found
    known.set(name, 0)
    const made = of((Object.hasOwn(schemas, name) ? schemas[name] : undefined) as Json | undefined, depth)
    known.set(name, made)
    return made
  }
  const of = (said: Json | undefined, depth: number): number => {
    if (typeof said !== 'object' || said === null) return 0
    if (depth > maxDepth) return Number.POSITIVE_INFINITY
    const inside = Object.values(said).reduce<number>((sum, part) => sum + of(part as Json, depth + 1), 1)
    return isJsonObject(said) && typeof said.$ref === 'string' ? inside + ofName(said.$ref, depth + 1) : inside
  }
  return of(schema as Json, 0)
}
