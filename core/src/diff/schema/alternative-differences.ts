import type { JsonObject } from '../../model/index.ts'
import { type BothAlternatives, hadBefore, isOther, type ToldDifference } from './alternative-fields.ts'
import type { Comparing } from './comparing.ts'
import { asWritten } from './half-evaluated.ts'
import { isHarmless, isHarmlessBeside } from './harmless.ts'
import type { SaidPair } from './pair-said.ts'
import { sameAdmitted } from './sameness.ts'
import type { Plain, SchemaNode, Shape, Shapes } from './shape.ts'
import type { ShapePair } from './shape-pair.ts'

interface Around {
  readonly pair: ShapePair
  /** What the alternatives have of the object. */
  readonly shared: { readonly base: readonly JsonObject[]; readonly revision: readonly JsonObject[] }
  readonly all: BothAlternatives
}

/** What differs of one alternative, and not only because the object that it has as a part does. */
export function alternativeDifferences({ base, revision }: SaidPair, around: Around): readonly ToldDifference[] {
  const { by } = around.pair
  const nodes = [base.node, revision.node] as const
  if (nodes[0] === null || nodes[1] === null) return []
  const whole = shapesOf([nodes[0], nodes[1]], by)
  if (sameAdmitted(...whole, by)) return []
  const { shared } = around
  const own = shapesOf([besides(nodes[0], shared.base, by.base), besides(nodes[1], shared.revision, by.revision)], by)
  if (sameAdmitted(...own, by)) return []
  const values = [...revision.values].sort()
  const compared = { ...around, nodes: [nodes[0], nodes[1]] as const, whole: plainOf(whole), own: plainOf(own) }
  const { whole: all, own: parts } = compared
  const fields = all === null || parts === null ? [null] : fieldsOf({ ...compared, whole: all, own: parts })
  return fields.map((field) => ({ field, isNew: isNew(field, all, around), values }))
}

type Both<Part> = readonly [base: Part, revision: Part]

interface Compared extends Around {
  readonly nodes: Both<SchemaNode>
  readonly whole: Both<Plain>
  /** Without what is shared. */
  readonly own: Both<Plain>
}

function shapesOf([base, revision]: Both<SchemaNode>, by: Comparing): Both<Shape> {
  return [by.base.shape(base), by.revision.shape(revision)]
}

function plainOf([base, revision]: Both<Shape>): Both<Plain> | null {
  return base.kind === 'plain' && revision.kind === 'plain' ? [base, revision] : null
}

function besides({ sources }: SchemaNode, shared: readonly JsonObject[], shapes: Shapes): SchemaNode {
  const common = new Set(shared.map(asWritten))
  const own = sources.filter((source) => !common.has(asWritten(source)))
  return shapes.node(...own.map((source) => ('allOf' in source ? shapes.without(source, 'allOf') : source)))
}

function isNew(field: string | null, whole: Both<Plain> | null, { pair, all }: Around): boolean {
  if (field === null || pair.side === 'input' || whole === null) return false
  return !whole[0].properties.has(field) && hadBefore(field, pair, all).length === 0
}

function fieldsOf(compared: Compared): readonly (string | null)[] {
  const { whole, pair } = compared
  const names = [...new Set(whole.flatMap(({ properties, required }) => [...properties.keys(), ...required]))].sort()
  const isNeeded = (name: string): boolean => pair.side === 'input' && isTighter(name, whole, pair)
  const isWhole = names.some(isNeeded) || differsBeside(compared)
  return [...(isWhole ? [null] : []), ...names.filter((name) => !isNeeded(name) && differs(name, compared))]
}

/** Whether it has to be there now, and not because the object has to have it. */
function isTighter(name: string, [base, revision]: Both<Plain>, { plain }: ShapePair): boolean {
  const isRequired = (one: Plain, other: Plain): boolean => !one.required.has(name) && other.required.has(name)
  return isRequired(base, revision) && !(plain !== null && isRequired(plain.base, plain.revision))
}

/** The same the other way round. */
function isLooser(name: string, [base, revision]: Both<Plain>, pair: ShapePair): boolean {
  const plain = pair.plain && { base: pair.plain.revision, revision: pair.plain.base }
  return isTighter(name, [revision, base], { ...pair, plain })
}

function differs(name: string, compared: Compared): boolean {
  const { whole, own, pair, all } = compared
  const [before, after] = whole.map(({ properties }) => properties.get(name))
  if (pair.side === 'output' && isLooser(name, whole, pair)) return true
  const isOfObject = [pair.plain?.base, pair.plain?.revision].some((side) => side?.properties.has(name))
  // What came or went with the object's own is told there.
  if (after === undefined) return before !== undefined && !isOfObject
  if (before === undefined)
    return !isOfObject && pair.side === 'output' && isOther(after, hadBefore(name, pair, all), pair)
  if (pair.by.same(before, after)) return false
  return !(isOfObject && sameOwn(name, own, pair)) && !isHarmless([before, after], pair)
}

function sameOwn(name: string, own: Both<Plain>, { by }: ShapePair): boolean {
  const [before, after] = own.map(({ properties }) => properties.get(name))
  return before === undefined || after === undefined ? before === after : by.same(before, after)
}

const none: Pick<Plain, 'properties' | 'required'> = { properties: new Map(), required: new Set() }

/** Whether anything that is no field differs, beyond what does in the object. */
function differsBeside({ whole, own, nodes, pair }: Compared): boolean {
  const isSame = ([base, revision]: Both<Plain>): boolean =>
    sameAdmitted({ ...base, ...none }, { ...revision, ...none }, pair.by)
  return !isSame(whole) && !isSame(own) && !isHarmlessBeside(nodes, pair)
}
