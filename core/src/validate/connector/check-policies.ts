import { type Connector, nearestName, pointer } from '../../model/index.ts'
import type { Mistake } from '../structure/mistake.ts'
import { availableIn, suggestion } from './check.ts'
import { callsOf } from './check-paths.ts'

/** Without a policy that nothing brings, its operations can't be used; the others can. */
export function* checkPolicies(connector: Connector, known: ReadonlySet<string>): Iterable<Mistake> {
  for (const placed of availableIn(connector))
    for (const { http, at } of callsOf(placed))
      for (const [index, { use }] of (http.policies ?? []).entries())
        if (!known.has(use))
          yield {
            code: 'policy-unknown',
            severity: 'warning',
            message: `Nothing here brings the policy "${use}" of ${placed.name}, which therefore can't be used.`,
            pointer: `${at}${pointer('policies', index, 'use')}`,
            hint: suggestion(
              nearestName(use, [...known]),
              [],
              'pass the extension that brings it: createKernel({ extensions: [ … ] }), or list it in jackfield.config.ts.',
            ),
          }
}
