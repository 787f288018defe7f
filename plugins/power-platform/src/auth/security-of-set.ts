import type { Feature } from '../features.ts'
import { appliesTo, type ParameterSet, type PolicyInstance } from '../properties/index.ts'
import { type Placements, placeKey } from './placement.ts'
import { overwrites, placedBy, readsSecret } from './policy-places.ts'

/** What one operation's requests carry. */
export interface OperationPlaces {
  readonly places: Placements
  /** Policies that are no more than that, and need not run. */
  readonly done: ReadonlySet<PolicyInstance>
  readonly lacks?: Feature
}

/** The places of credentials in the requests of one operation: what the document declares, changed by its policies. */
export function placesOf(
  operation: string,
  {
    set,
    declared,
    policies,
  }: {
    readonly set: ParameterSet
    readonly declared: Placements
    readonly policies: readonly PolicyInstance[]
  },
): OperationPlaces {
  const places = new Map(declared)
  const done = new Set<PolicyInstance>()
  let lacks: Feature | undefined
  for (const policy of policies.filter((each) => appliesTo(each, operation))) {
    const placed = placedBy(policy, { set, places })
    const over = overwrites(policy)
    if (placed !== undefined) {
      places.set(placeKey(placed.in, placed.name), placed)
      done.add(policy)
    } else if (over !== undefined && places.has(over)) places.delete(over)
    else if (policy.template !== 'setheader' && readsSecret(policy, set, places))
      lacks ??=
        policy.template === 'dynamichosturl' || policy.template === 'routerequesttoendpoint' ? 'auth.url' : 'auth.body'
  }
  return { places, done, ...(lacks !== undefined && { lacks }) }
}
