import type { Clock } from '../model/index.ts'
import { createDescribedFields } from './described-fields.ts'
import type { DescribedSchemas } from './described-schemas.ts'
import type { DescribedStore } from './described-store.ts'
import type { DescribedRequest, FamilyOf } from './family.ts'
import { createFieldChoices, type OptionsPage, type OptionsRequest } from './field-choices.ts'

/** What a person can fill in, asked through a connection. */
export interface Choices {
  /**
   * A page of choices for a field. Throws `argument-invalid` where the field has none, `connection-unknown`,
   * `input-invalid` where they depend on what is not filled in yet, and what `invoke` throws.
   */
  options(request: OptionsRequest): Promise<OptionsPage>
  /**
   * What the operation takes and gives, with what the service says of its fields. Throws `schema-refused` for a schema
   * that can't be used, `input-invalid` where it depends on what is not filled in yet, and what `invoke` throws.
   */
  schema(request: DescribedRequest): Promise<DescribedSchemas>
}

export interface ChoicesOptions {
  readonly familyOf: FamilyOf
  readonly described: DescribedStore
  readonly clock: Clock
}

export function createChoices({ familyOf, described, clock }: ChoicesOptions): Choices {
  const describe = createDescribedFields(familyOf, clock)
  return {
    options: createFieldChoices(familyOf, clock),
    async schema(request) {
      const schemas = await describe(request)
      described.remember(schemas)
      return schemas
    },
  }
}
