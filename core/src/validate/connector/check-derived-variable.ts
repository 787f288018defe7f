import { type Connector, nearestName } from '../../model/index.ts'
import type { Mistake } from '../structure/mistake.ts'
import { capitalised, suggestion } from './check.ts'
import type { WrittenVariable } from './written-variable.ts'

/**
 * A URL may be filled with what a token's answer says, before anything is sent there; never with what it serves itself.
 */
export function* checkDerivedVariable(
  { name, at, mayDerive }: WrittenVariable,
  derived: string,
  connector: Connector,
): Iterable<Mistake> {
  const declared = connector.derived ?? {}
  const known = Object.keys(declared)
  const found = Object.hasOwn(declared, derived) ? declared[derived] : undefined
  if (found === undefined)
    return yield {
      code: 'derived-unknown',
      message: `${capitalised(name)} reads the derived value "${derived}", which there is not.`,
      pointer: `${at}/from`,
      hint: suggestion(nearestName(derived, known), known, `add "${derived}" to "derived".`),
    }
  const refuse = (complaint: string, hint: string): Mistake => ({
    code: 'derived-refused',
    message: `${capitalised(name)} reads the derived value "${derived}", ${complaint}.`,
    pointer: `${at}/from`,
    hint,
  })
  if (!mayDerive) yield refuse('which is known only once a token was asked for', 'ask for it in the settings.')
  else if (found.from !== 'token')
    yield refuse(
      'which an operation on this very server answers',
      'derive it from: token, or ask for it in the settings.',
    )
}
