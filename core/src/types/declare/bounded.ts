import { json, type NamedShape, type Shape } from '../shape/shape.ts'

/** An intersection of unions is a union of their product: a compiler works out every one of them. */
const mostVariants = 1_000

/**
 * The types without what a compiler refuses or takes too long for: those that are nothing but each other, and unions of
 * more than a thousand. What takes their place is any JSON value, and noted.
 */
export function boundTypes(
  types: readonly NamedShape[],
  note: (of: string, why: string) => void,
): readonly NamedShape[] {
  const byName = new Map(types.map((type) => [type.name, type.shape]))
  const variants = new Map<string, number>()

  function variantsOf(shape: Shape): number {
    if (shape.kind === 'reference') return variantsNamed(shape.name)
    if (shape.kind === 'literals') return Math.max(1, shape.values.length / 10)
    if (shape.kind === 'union') return shape.of.reduce((sum, each) => sum + variantsOf(each), 0)
    if (shape.kind === 'intersection') return shape.of.reduce((product, each) => product * variantsOf(each), 1)
    return 1
  }

  /** Infinite for a type that is nothing but itself. */
  function variantsNamed(name: string): number {
    const known = variants.get(name)
    if (known !== undefined) return known
    variants.set(name, Number.POSITIVE_INFINITY)
    const counted = variantsOf(byName.get(name) ?? json)
    if (counted > mostVariants) byName.set(name, json)
    variants.set(name, counted > mostVariants ? 1 : counted)
    return variants.get(name) ?? 1
  }

  return types.map((type) => {
    variantsNamed(type.name)
    const shape = bounded(byName.get(type.name) ?? json)
    if (shape !== type.shape && shape.kind === 'json')
      note(type.of, 'it is one of too many variants, or only of itself')
    return { ...type, shape }
  })

  /** Within properties and elements nothing is itself; there may be too many variants all the same. */
  function bounded(shape: Shape): Shape {
    switch (shape.kind) {
      case 'union':
      case 'intersection':
        return variantsOf(shape) > mostVariants ? json : { ...shape, of: shape.of.map(bounded) }
      case 'object': {
        const properties = shape.properties.map((property) => ({ ...property, shape: bounded(property.shape) }))
        return { ...shape, properties, ...(shape.rest !== undefined && { rest: bounded(shape.rest) }) }
      }
      case 'array':
        return { ...shape, items: bounded(shape.items) }
      case 'tuple':
        return {
          ...shape,
          items: shape.items.map(bounded),
          ...(shape.rest !== undefined && { rest: bounded(shape.rest) }),
        }
      default:
        return shape
    }
  }
}
