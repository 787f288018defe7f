import type { Json } from '../../model/index.ts'
import { type Comparing, turned } from './comparing.ts'
import type { Direction } from './constraint-value.ts'
import type { ConstraintDifference } from './constraints.ts'
import { constraintDifferences } from './constraints.ts'
import { contains } from './contains.ts'
import { newlyExclusive } from './exclusive.ts'
import { isAnything, type Plain, type SchemaNode } from './shape.ts'
import type { ShapePair } from './shape-pair.ts'

/** How the types that a value may have differ; `replaced`: neither set holds the other. */
export interface TypeDifference {
  readonly direction: 'narrowed' | 'widened' | 'replaced'
  /** Only between integers and numbers. */
  readonly numeric: boolean
}

export function typeDifference(pair: ShapePair): TypeDifference | null {
  if (pair.variants !== null || pair.relation.kind === 'wrapped' || pair.relation.kind === 'unwrapped') return null
  const gone = [...pair.base.types].filter((type) => !pair.revision.types.has(type))
  const come = [...pair.revision.types].filter((type) => !pair.base.types.has(type))
  if (gone.length + come.length === 0) return null
  const direction = gone.length === 0 ? 'widened' : come.length === 0 ? 'narrowed' : 'replaced'
  const fits = direction === 'widened' ? pair.base.types : pair.revision.types
  return { direction, numeric: [...gone, ...come].join() === 'fraction' && fits.has('integer') }
}

/** Whether null came or went only because the type is, or was, anything at all. */
export function nullIsPartOfType(pair: ShapePair): boolean {
  return typeDifference(pair) !== null && (isAnything(pair.base) || isAnything(pair.revision))
}

export interface ValueDifference {
  /** Listed before and no longer; `null`: any value was admitted before. */
  readonly gone: readonly Json[] | null
  /** Listed now and not before; `null`: any value is admitted now. */
  readonly come: readonly Json[] | null
}

/** How the listed values (`enum`, `const`) differ. */
export function valueDifference(pair: ShapePair): ValueDifference | null {
  if (pair.plain === null) return null
  if (pair.plain.base.values === null && pair.plain.revision.values === null) return null
  const [base, revision] = [valuesOf(pair.plain.base), valuesOf(pair.plain.revision)]
  if (base === null) return { gone: null, come: [] }
  if (revision === null) return { gone: [], come: null }
  return {
    gone: [...base].filter(([text]) => !revision.has(text)).map(([, value]) => value),
    come: [...revision].filter(([text]) => !base.has(text)).map(([, value]) => value),
  }
}

/** What a difference is called on either side; a format is called what it is called in an output by itself. */
const called: Readonly<Record<ShapePair['side'] | 'output format', Readonly<Record<Direction, readonly Called[]>>>> = {
  input: {
    loosened: ['loosened'],
    'perhaps-loosened': ['loosened'],
    'perhaps-tightened': ['unclear'],
    replaced: ['loosened', 'tightened'],
    tightened: ['tightened'],
    unclear: ['unclear'],
  },
  output: {
    loosened: ['loosened'],
    'perhaps-loosened': ['perhaps-loosened'],
    'perhaps-tightened': ['tightened'],
    replaced: ['loosened', 'tightened'],
    tightened: ['tightened'],
    unclear: ['perhaps-loosened'],
  },
  'output format': {
    loosened: ['loosened'],
    'perhaps-loosened': ['unclear'],
    'perhaps-tightened': ['tightened'],
    replaced: ['replaced'],
    tightened: ['tightened'],
    unclear: ['unclear'],
  },
}

export type Called = 'loosened' | 'perhaps-loosened' | 'replaced' | 'tightened' | 'unclear'

/** What only null fits lists no value. */
function valuesOf({ values, types }: Plain): Plain['values'] {
  return values === null && types.size === 0 ? new Map() : values
}

/**
 * What is replaced admits what was refused, and refuses what was admitted. A format of an output is called neither:
 * what was read for a date and is a time now is another value, whatever takes it. Other texts, or multiples of another
 * number, are of the type that they were of.
 */
export function constraintsThat(what: Called, pair: ShapePair): readonly ConstraintDifference[] {
  if (pair.plain === null) return []
  return constraintDifferences(pair.plain.base, pair.plain.revision).filter(({ keyword, direction }) =>
    called[keyword === 'format' && pair.side === 'output' ? 'output format' : pair.side][direction].includes(what),
  )
}

/** Whether properties that are not listed came to be refused (`closed`) or admitted (`opened`). */
export function closing(pair: ShapePair): 'closed' | 'opened' | null {
  if (pair.fields === null || pair.plain === null) return null
  const [base, revision] = [pair.plain.base.additional, pair.plain.revision.additional]
  if ((base === null) === (revision === null)) return null
  return revision === null ? 'closed' : 'opened'
}

export interface SeveralThatFit {
  readonly direction: 'admitted' | 'refused'
  /** Whether some of these alternatives have a field in common, or are not objects. */
  readonly isShared: boolean
}

/** Whether what fits several alternatives came to be refused, or admitted (`oneOf`). */
export function severalThatFit({ base, revision, by, relation }: ShapePair): SeveralThatFit | null {
  if (relation.kind !== 'comparable') return null
  const of = (direction: SeveralThatFit['direction'], pairs: readonly unknown[]) =>
    pairs.length === 0 ? null : { direction, isShared: pairs.includes('shared') }
  const refused = newlyExclusive(base, revision, { by, isWithin: isWithin(by) })
  const back = turned(by)
  return (
    of('refused', refused) ?? of('admitted', newlyExclusive(revision, base, { by: back, isWithin: isWithin(back) }))
  )
}

function isWithin(by: Comparing): (revision: SchemaNode, base: SchemaNode) => boolean {
  return (one, other) => contains(one, other, turned(by), { opened: true }).kind === 'proven'
}
