import type { Plain, SchemaNode, Shapes } from './shape.ts'

/** What is said of the values that a property has, for each alternative that an object stands for; `any`: nothing. */
export type Said = 'any' | { readonly isOwn: boolean; readonly alternatives: readonly SaidAlternative[] }

export interface SaidAlternative {
  /** `null` for the object itself. */
  readonly node: SchemaNode | null
  readonly values: ReadonlySet<string>
  /** The values that a `discriminator` has for it, whatever the property lists. */
  readonly led: ReadonlySet<string>
  /** Whether a `discriminator` says more than the values that the property lists. */
  readonly isTold: boolean
}

/** `all`: also alternatives of which it is not known by which of several values they are told, by what tells them. */
export function saidOf(property: string, plain: Plain, shapes: Shapes, all: 'all' | 'known' = 'known'): Said {
  const listed = listedIn(plain, property, shapes)
  const discriminator = plain.discriminators.get(property)
  if (discriminator === undefined)
    return listed === null
      ? 'any'
      : { isOwn: true, alternatives: [{ node: null, values: listed, led: listed, isTold: false }] }
  const { isOwn, alternatives } = discriminator
  return {
    isOwn,
    alternatives: alternatives.flatMap(({ node, values }) => {
      const shape = isOwn ? plain : shapes.shape(node)
      const known = restricted(values, shape.kind === 'plain' ? listedIn(shape, property, shapes) : null)
      if (known !== undefined) return [{ node, led: values, ...known }]
      return all === 'all' ? [{ node, values, led: values, isTold: false }] : []
    }),
  }
}

/** What an alternative itself lists decides; `undefined` where it is told by none of several. */
function restricted(
  told: ReadonlySet<string>,
  listed: ReadonlySet<string> | null,
): Pick<SaidAlternative, 'isTold' | 'values'> | undefined {
  if (listed === null) return { values: told, isTold: true }
  const both = new Set([...told].filter((value) => listed.has(value)))
  if (both.size === 0) return listed.size === 1 ? { values: listed, isTold: false } : undefined
  return { values: both, isTold: both.size < listed.size }
}

/** The values that a property lists; `null`: it lists none. */
export function listedIn({ properties }: Plain, name: string, shapes: Shapes): ReadonlySet<string> | null {
  const node = properties.get(name)
  const shape = node === undefined ? undefined : shapes.shape(node)
  return shape?.kind === 'plain' && shape.values !== null ? new Set([...shape.values.values()].map(String)) : null
}
