import type { Connector, Problem } from '../../model/index.ts'
import { checkChoices } from './check-choices.ts'
import { checkPages } from './check-pages.ts'

/**
 * What is wrong with the choices, described schemas and pages of a connector's operations: they run without those, so
 * that a format can leave them out. `pointer` into the model.
 */
export function dispensableProblems(connector: Connector): readonly Problem[] {
  return [...checkChoices(connector), ...checkPages(connector)].map(({ part: _, ...mistake }) => mistake)
}
