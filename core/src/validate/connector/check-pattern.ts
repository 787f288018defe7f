import type { Pointer } from '../../model/index.ts'
import type { Mistake } from '../structure/mistake.ts'

export interface WrittenPattern {
  readonly name: string
  readonly pattern: string
  readonly at: Pointer
  /** Whether it fills a host; after that it may be any text. */
  readonly isHost: boolean
}

const notHosts = ['a/b', 'a?b', 'a#b', 'a@b', 'a:1', 'a b', 'a\\b', 'a%2']

/** A pattern says which hosts credentials may go to, so it has to mean what it seems to mean. */
export function* checkPattern({ name, pattern, at, isHost }: WrittenPattern): Iterable<Mistake> {
  const refuse = (complaint: string, hint: string): Mistake => ({
    code: 'pattern-refused',
    message: `The pattern of ${name} ${complaint}: ${pattern}`,
    pointer: at,
    hint,
  })
  const expression = compile(pattern)
  if (expression === undefined)
    return yield refuse('is no regular expression', 'correct its syntax (ECMA-262, flag u).')
  if (!isHost) return
  if (!pattern.startsWith('^') || !pattern.endsWith('$'))
    return yield refuse(
      'does not say where it begins and ends',
      'begin it with ^ and end it with $; the whole value has to match.',
    )
  if (hasAnyCharacter(pattern))
    return yield refuse(
      'has a "." that stands for any character',
      'write "\\." for a dot, and [a-z0-9-] for what a host name may have.',
    )
  const admitted = notHosts.find((text) => expression.test(text))
  if (admitted !== undefined)
    yield refuse(`admits "${admitted}", which is no host name`, 'list what a host name may have, such as [a-z0-9.-]+.')
}

function compile(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'u')
  } catch {
    return undefined
  }
}

/** A dot that is neither escaped nor in a class. */
function hasAnyCharacter(pattern: string): boolean {
  return pattern
    .replaceAll(/\\./g, '')
    .replaceAll(/\[[^\]]*\]/g, '')
    .includes('.')
}
