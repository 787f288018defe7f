import { argumentInvalid } from '../errors/index.ts'
import { isOrganisation } from '../model/index.ts'

/** Throws `argument-invalid`: without a name, a list would be everybody's, and a connection nobody's. */
export function assertOrganisation(organisation: unknown): asserts organisation is string {
  if (isOrganisation(organisation)) return
  const given = organisation === undefined ? 'No organisation was named.' : 'The organisation has no proper name.'
  throw argumentInvalid(given, {
    hint: "Name the organisation that this is for: { organisation: 'pune' }; 1 to 256 characters, no control characters.",
  })
}
