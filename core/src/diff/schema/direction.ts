import type { JsonObject } from '../../model/index.ts'
import type { Direction, SchemaNode } from './shape.ts'

const keywords: readonly Direction[] = ['readOnly', 'writeOnly']

/** Of all sources, whichever of them says it. */
export function readDirection(sources: readonly JsonObject[]): ReadonlySet<Direction> {
  return new Set(keywords.filter((keyword) => sources.some((source) => source[keyword] === true)))
}

/** Whether a property goes the other way only: `readOnly` ones are not taken, `writeOnly` ones do not come out. */
export function goesOtherWay({ sources }: SchemaNode, side: 'input' | 'output'): boolean {
  return readDirection(sources).has(side === 'input' ? 'readOnly' : 'writeOnly')
}
