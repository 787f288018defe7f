import type { Json } from '../model/index.ts'
import type { BoundCall } from './bound-call.ts'
import { checkOutput } from './check-output.ts'
import { nameOf } from './name-of.ts'

/** Checks the items of one page as the call asks: warnings go to its log. Throws `output-invalid`. */
export function checkItems(call: BoundCall, items: readonly Json[]): void {
  const warnings = items.flatMap((item) => checkOutput(call, item))
  if (warnings.length > 0)
    call.log.warn(`${nameOf(call)}: ${warnings.length} places in a page do not fit its output`, {
      problems: warnings.slice(0, 5),
    })
}
