import { patternBeyond } from '../pattern/pattern-beyond.ts'
import type { Texts } from '../pattern/text-beyond.ts'
import type { Direction } from './constraint-value.ts'
import type { Plain } from './shape.ts'

type Found = ReturnType<typeof patternBeyond>['kind']

/** By what lies beyond the revision, and beyond the base; `undefined`: both admit the same texts. */
const directions: Readonly<Record<Found, Readonly<Record<Found, Direction | undefined>>>> = {
  none: { none: undefined, text: 'loosened', unknown: 'perhaps-loosened' },
  text: { none: 'tightened', text: 'replaced', unknown: 'replaced' },
  unknown: { none: 'perhaps-tightened', text: 'unclear', unknown: 'unclear' },
}

/** How the patterns of one shape stand to those of another. */
export function patternDirection(base: Plain, revision: Plain): Direction | undefined {
  const gone = patternBeyond(textsOf(base), revision.pattern).kind
  const come = patternBeyond(textsOf(revision), base.pattern).kind
  return directions[gone][come]
}

export function textsOf({ pattern, bounds: { minLength, maxLength } }: Plain): Texts {
  return { patterns: pattern, minLength, maxLength }
}
