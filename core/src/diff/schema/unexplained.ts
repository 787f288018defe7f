import type { Json } from '../../model/index.ts'
import type { Found } from '../rule.ts'
import { differenceText } from '../rules/constraint.ts'
import { subjectAt } from '../subject.ts'
import { turned } from './comparing.ts'
import { type Called, constraintsThat } from './differences.ts'
import { type Facet, facetDiffers } from './facets.ts'
import { unclearKeywords } from './restricting.ts'
import { differingKeywords } from './same-keywords.ts'
import type { Plain } from './shape.ts'
import type { ShapePair } from './shape-pair.ts'

/**
 * What differs at a place and no rule accounts for: not understood, or other values of the type, or nothing to worry
 * about.
 */
export function unexplained(pair: ShapePair, explained: ReadonlySet<string>): readonly Found[] {
  const left = (Object.keys(facetDiffers) as Facet[]).filter(
    (facet) => !explained.has(facet) && facetDiffers[facet](pair),
  )
  if (left.length === 0) return []
  const keywords = left.includes('other keywords') ? keywordsOf(pair) : { unclear: [], harmless: [] }
  const replaced = constraintsThat('replaced', pair).filter(({ keyword }) => left.includes(keyword))
  const known: ReadonlySet<Facet> = new Set(['other keywords', ...replaced.map(({ keyword }) => keyword)])
  const unclear = [...left.filter((facet) => !known.has(facet)), ...keywords.unclear]
  const at = { pointer: pair.at }
  const subject = subjectAt(pair.at)
  return [
    ...ofSome(unclear, (names) => ({
      ...at,
      message: `${subject} differs in a way that is not understood: ${names.map((name) => withPlace(name, pair)).join(', ')}.`,
      ...shown('unclear', pair),
      unclear: names,
    })),
    ...ofSome(replaced, (all) => ({
      ...at,
      message: `${subject} has other values now: ${all.map(differenceText).join(', ')}.`,
      ...shown('replaced', pair),
    })),
    ...ofSome(keywords.harmless, (names) => ({
      ...at,
      level: 'safe' as const,
      message: `${subject} ${pair.side === 'input' ? 'refuses nothing more' : 'gives nothing more'}, although it differs in ${names.join(', ')}.`,
    })),
  ]
}

function ofSome<Part>(parts: readonly Part[], of: (parts: readonly Part[]) => Found): readonly Found[] {
  return parts.length === 0 ? [] : [of(parts)]
}

function keywordsOf({ plain, by, side }: ShapePair): {
  readonly unclear: readonly string[]
  readonly harmless: readonly string[]
} {
  if (plain === null) return { unclear: [], harmless: [] }
  const unclear =
    side === 'input'
      ? unclearKeywords(plain.base, plain.revision, by)
      : unclearKeywords(plain.revision, plain.base, turned(by))
  const all = differingKeywords(plain.base, plain.revision, by)
  return { unclear, harmless: unclear.length > 0 ? [] : all }
}

/** A type that is none by what it says; of all else the keyword is enough. */
function withPlace(name: string, { plain }: ShapePair): string {
  if (plain === null || name !== 'type') return name
  const said = (side: Plain): string =>
    (side.rest.get(name) ?? []).map((one: Json) => ` ${JSON.stringify(one)}`).join('')
  return name + (said(plain.base) || said(plain.revision))
}

function shown(what: Called, pair: ShapePair): Pick<Found, 'before' | 'after'> {
  const own = constraintsThat(what, pair)
  if (own.length === 0) return {}
  const side = (name: 'before' | 'after'): object =>
    Object.fromEntries(own.flatMap((one) => (one[name] === undefined ? [] : [[one.keyword, one[name]]])))
  return { before: side('before'), after: side('after') }
}
