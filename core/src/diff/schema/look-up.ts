import { namesRefuse } from './names-refuse.ts'
import { isNothing, type Plain, type SchemaNode, type Shape, type Shapes } from './shape.ts'

/** What a schema says of the values at a path. */
export interface LookedUp {
  /** Whether a value is there whenever the whole is; `never`: no part of the schema declares it. */
  readonly presence: 'always' | 'sometimes' | 'never'
  /** The schemas that such a value may have to fit, one for each alternative on the way. */
  readonly nodes: readonly SchemaNode[]
  /** Whether one of the alternatives on the way does not declare it, or refuses it. */
  readonly partly: boolean
  /** Whether the schema refuses a value at this path. */
  readonly refused: boolean
  /**
   * Whether something around it may say more of it: keywords that are not followed, listed wholes, unequal elements.
   */
  readonly governed: boolean
}

/** Names, and `*` or an index for the elements of an array; a name on an array is looked up in its elements. */
export function lookUp(node: SchemaNode, path: readonly string[], shapes: Shapes): LookedUp {
  return path.reduce<LookedUp>(
    (at, segment) => {
      const next = at.nodes.map((one) => step(shapes.shape(one), segment, shapes))
      const found = joined(next, at.presence)
      return {
        ...found,
        partly: at.partly || found.partly,
        refused: at.refused || found.refused,
        governed: at.governed || found.governed,
      }
    },
    { presence: 'always', nodes: [node], partly: false, refused: false, governed: false },
  )
}

function joined(parts: readonly LookedUp[], before: LookedUp['presence']): LookedUp {
  const nodes = [...new Map(parts.flatMap((part) => part.nodes).map((node) => [node.key, node])).values()]
  const always = before === 'always' && parts.length > 0 && parts.every((part) => part.presence === 'always')
  const never = parts.every((part) => part.presence === 'never')
  return {
    presence: never ? 'never' : always ? 'always' : 'sometimes',
    nodes,
    partly: parts.some((part) => part.partly || part.presence === 'never'),
    refused: parts.length > 0 && parts.every((part) => part.refused),
    governed: parts.some((part) => part.governed),
  }
}

/** Lists of lists are gone through so deep; a list may be declared to hold itself, or anything. */
const deepest = 8

function step(shape: Shape, segment: string, shapes: Shapes, depth = 0): LookedUp {
  const inside = shape.kind === 'union' ? shape.variants.map((variant) => variant.shape) : [shape]
  const found = joined(
    inside.map((plain) => {
      const found = stepPlain(plain, segment, { shapes, depth })
      return { ...found, governed: found.governed || isGoverning(plain) }
    }),
    'always',
  )
  return shape.nullable && found.presence === 'always' ? { ...found, presence: 'sometimes' } : found
}

const declared = { partly: false, refused: false, governed: false } as const
const undeclared: LookedUp = { presence: 'never', nodes: [], partly: true, refused: false, governed: false }

function isGoverning({ rest, uniqueItems, values }: Plain): boolean {
  return rest.size > 0 || uniqueItems || values !== null
}

function stepPlain(
  plain: Plain,
  segment: string,
  { shapes, depth }: { readonly shapes: Shapes; readonly depth: number },
): LookedUp {
  if (plain.types.has('object') && namesRefuse(plain, segment)) return { ...undeclared, refused: true }
  const named = plain.types.has('object') ? plain.properties.get(segment) : undefined
  if (named !== undefined) {
    if (isNothing(shapes.shape(named))) return { ...undeclared, refused: true }
    const only = plain.types.size === 1 && plain.required.has(segment)
    return { ...declared, presence: only ? 'always' : 'sometimes', nodes: [named] }
  }
  if (plain.types.has('array')) {
    if (segment === '*' || /^\d+$/.test(segment)) return { ...declared, presence: 'always', nodes: [plain.items] }
    if (plain.items.key === '' || depth >= deepest) return undeclared
    return step(shapes.shape(plain.items), segment, shapes, depth + 1)
  }
  const hasNames = plain.types.has('object')
  if (hasNames && plain.rest.has('patternProperties')) return undeclared
  if (!hasNames || plain.additional === null) return { ...undeclared, refused: true }
  if (plain.additional.key === '') return undeclared
  return { ...declared, presence: 'sometimes', nodes: [plain.additional] }
}
