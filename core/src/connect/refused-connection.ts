import { connectionInvalid, type JackfieldError } from '../errors/index.ts'
import type { Connector, Problem } from '../model/index.ts'

/** `connection-invalid` with everything that is wrong with what was filled in. */
export function refusedConnection({ id }: Connector, problems: readonly Problem[]): JackfieldError {
  const [first] = problems
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
  return connectionInvalid(`The connection to "${id}" is not valid: ${first?.message}${more}`, {
    problems,
    ...(first?.hint === undefined ? {} : { hint: first.hint }),
  })
}
