import { splitOperation, summaryOf } from '../model/index.ts'
import type { Catalogue, CatalogueConnector, ListedConnector } from './catalogue-types.ts'
import { describeOperation } from './describe-operation.ts'
import type { Active, Register, Visible } from './register.ts'
import { type Searching, search } from './search.ts'

export interface CatalogueOf extends Partial<Searching> {
  /** Whether an extension brings the policy. @default every policy is known */
  knowsPolicy?(name: string): boolean
}

/** @default `serving`: what the register has; `lacking`: nothing is known of what is not read */
export function createCatalogue(
  register: Register,
  { serving = register.active, knowsPolicy = () => true, lacking = async () => new Map() }: CatalogueOf = {},
): Catalogue {
  return {
    list: ({ organisation }) => register.visible(organisation).map(listed),
    async get({ organisation, connector }) {
      const active = await serving(organisation, connector)
      return active === undefined ? undefined : describe(active, knowsPolicy)
    },
    async operation({ organisation, operation }) {
      const named = splitOperation(operation)
      const active = named === null ? undefined : await serving(organisation, named.connector)
      if (named === null || active === undefined) return undefined
      const { model } = active.revision
      const found = Object.hasOwn(model.operations, named.operation) ? model.operations[named.operation] : undefined
      return found === undefined ? undefined : describeOperation(model, found, knowsPolicy)[0]
    },
    async search(asked) {
      const found = await search(register, { serving, lacking }, asked)
      return found.flatMap(({ model, operation }) => describeOperation(model, operation, knowsPolicy))
    },
  }
}

function listed({ connector, version, about, revision }: Visible): ListedConnector {
  return { id: connector, version, ...about, categories: about.categories ?? [], revision }
}

function describe({ scope, revision }: Active, knowsPolicy: (name: string) => boolean): CatalogueConnector {
  const { model } = revision
  const { about, version, connector } = summaryOf(revision)
  return {
    ...listed({ scope, connector, version, about, revision: revision.id }),
    settings: model.settings,
    security: model.security.map((requirement) => Object.keys(requirement)),
    operations: Object.values(model.operations).flatMap((operation) =>
      describeOperation(model, operation, knowsPolicy),
    ),
  }
}
