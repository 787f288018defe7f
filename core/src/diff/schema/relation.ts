import type { Comparing } from './comparing.ts'
import { shapeLikeness } from './likeness.ts'
import type { Plain, SchemaNode, Shape, Shapes } from './shape.ts'

/**
 * How two shapes stand to each other as a whole. `wrapped`: the revision is an array of what the base was, or an object
 * that has it in one of its fields (`around`); `unwrapped` the other way round; `disjoint`: no type in common.
 */
export type Relation =
  | { readonly kind: 'comparable' | 'disjoint' }
  | { readonly kind: 'wrapped' | 'unwrapped'; readonly around: 'array' | { readonly field: string } }

/** Less alike than this, what is inside is not what was there before. */
const alike = 0.5

/** What is sent is never looked for inside something else: only an answer can be wrapped. */
export function relate([base, revision]: readonly [Shape, Shape], side: 'input' | 'output', by: Comparing): Relation {
  return (
    (side === 'output' ? wrap(base, revision, by) : null) ?? {
      kind: shareTypes(base, revision) ? 'comparable' : 'disjoint',
    }
  )
}

function shareTypes(base: Shape, revision: Shape): boolean {
  const shares = [...base.types].some((type) => revision.types.has(type))
  return shares || base.types.size === 0 || revision.types.size === 0
}

function wrap(base: Shape, revision: Shape, by: Comparing): Relation | null {
  const outer = wrapping(base, revision, { shapes: by.revision, alike: (node) => likenessTo(base, node, by) })
  if (outer !== null) return { kind: 'wrapped', around: outer }
  const inner = wrapping(revision, base, { shapes: by.base, alike: (node) => likenessFrom(node, revision, by) })
  return inner === null ? null : { kind: 'unwrapped', around: inner }
}

function likenessTo(base: Shape, node: SchemaNode, by: Comparing): number {
  return shapeLikeness(withoutNull(base), withoutNull(by.revision.shape(node)), by)
}

function likenessFrom(node: SchemaNode, revision: Shape, by: Comparing): number {
  return shapeLikeness(withoutNull(by.base.shape(node)), withoutNull(revision), by)
}

function withoutNull(shape: Shape): Shape {
  return { ...shape, nullable: false }
}

interface Inside {
  readonly shapes: Shapes
  alike(node: SchemaNode): number
}

function wrapping(bare: Shape, wrapper: Shape, inside: Inside): 'array' | { readonly field: string } | null {
  if (wrapper.kind !== 'plain' || wrapper.types.size !== 1 || bare.types.size === 0) return null
  if (wrapper.types.has('array') && !bare.types.has('array')) return arrayOf(wrapper, inside) ? 'array' : null
  return wrapper.types.has('object') && bare.kind === 'plain' ? envelopeOf(bare, wrapper, inside) : null
}

function arrayOf(wrapper: Plain, inside: Inside): boolean {
  return wrapper.items.key !== '' && inside.alike(wrapper.items) >= alike
}

/** An object none of whose fields are the ones that were there, but for one that has them all. */
function envelopeOf(bare: Plain, wrapper: Plain, inside: Inside): { readonly field: string } | null {
  if (!bare.types.has('object') && !bare.types.has('array')) return null
  if (bare.types.has('object') && bare.properties.size === 0) return null
  if ([...bare.properties.keys()].some((name) => wrapper.properties.has(name))) return null
  const field = [...wrapper.properties].find(
    ([, node]) => inside.alike(node) >= (bare.types.has('array') ? 0.8 : alike),
  )
  return field === undefined ? null : { field: field[0] }
}
