import { isReference, type Part, parseExpression } from '../expression/index.ts'
import {
  type ConnectionParameter,
  expressionsIn,
  isNamed,
  type ParameterSet,
  type PolicyInstance,
  textIn,
} from '../properties/index.ts'
import { isSecret } from './declared-places.ts'
import { credentialsIn, keyOf, type PlacedPart, type Placement, type Placements, placeKey } from './placement.ts'

const placing: ReadonlyMap<string, Placement['in']> = new Map([
  ['setheader', 'header'],
  ['setqueryparameter', 'query'],
])

/**
 * Whether a policy writes a credential: one that is a connection parameter, or stands already where the policy reads.
 * Undefined where it does not; then the place holds none any more where the policy replaces what is there.
 */
export function placedBy(
  policy: PolicyInstance,
  { set, places }: { readonly set: ParameterSet; readonly places: Placements },
): Placement | undefined {
  const place = placing.get(policy.template)
  if (place === undefined || policy.section !== 'request') return undefined
  const name = textIn(policy, 'name')?.trim() ?? ''
  const before = places.get(placeKey(place, name))
  const action = textIn(policy, 'existsaction')?.toLowerCase() ?? 'override'
  if (name === '' || (before !== undefined && action === 'skip')) return undefined
  const expression = parseExpression(textIn(policy, 'value') ?? '')
  const parts = expression.flatMap((part) => placedPart(part, set, places))
  if (!parts.some((part) => typeof part === 'object')) return undefined
  const all = expression.flatMap((part) => placedPart(part, set, places, true))
  const whole = before !== undefined && action === 'append' ? [...before.parts, ',', ...all] : all
  return { in: place, name, parts: whole }
}

/** What stands beside a credential (`beside`) is entered with it, secret or not. */
function placedPart(part: Part, set: ParameterSet, places: Placements, beside = false): readonly PlacedPart[] {
  if (!isReference(part)) return [part]
  if (part.kind === 'connectionParameters') {
    const parameter = set.parameters.find(isNamed(part.name))
    const isOne = parameter !== undefined && (beside || isCredential(parameter, places))
    return isOne ? [{ credential: parameter.name }] : []
  }
  const key = part.kind === 'headers' || part.kind === 'queryParameters' ? keyOf(part) : undefined
  return (key === undefined ? undefined : places.get(key)?.parts) ?? []
}

/** What is secret by its type, or by the place that the document gives it. */
function isCredential(parameter: ConnectionParameter, places: Placements): boolean {
  return isSecret(parameter) || [...places.values()].some((each) => credentialsIn(each).includes(parameter.name))
}

/** Whether something of a policy reads a credential that it could only write where none may go. */
export function readsSecret(policy: PolicyInstance, set: ParameterSet, places: Placements): boolean {
  return expressionsIn(policy)
    .flat()
    .some((part) => placedPart(part, set, places).some((each) => typeof each === 'object'))
}

/** The place that a policy writes without a credential. */
export function overwrites(policy: PolicyInstance): string | undefined {
  const place = placing.get(policy.template)
  if (place === undefined || policy.section !== 'request') return undefined
  const action = textIn(policy, 'existsaction')?.toLowerCase() ?? 'override'
  return action === 'override' ? placeKey(place, textIn(policy, 'name') ?? '') : undefined
}
