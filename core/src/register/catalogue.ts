import {
  type Connector,
  type ConnectorId,
  type Effect,
  type JsonObject,
  type Operation,
  type OperationName,
  operationName,
  type Pointer,
  type RevisionId,
  type Schema,
  type Scope,
  scopeOf,
  splitOperation,
  summaryOf,
  type Unavailable,
  unavailabilityOf,
} from '../model/index.ts'
import { inputsRead } from '../validate/index.ts'
import type { Active, Register, Visible } from './register.ts'
import { standAlone } from './stand-alone.ts'

/** What a list of connectors shows of one. Nothing says where it came from. */
export interface ListedConnector {
  readonly id: ConnectorId
  readonly version: string
  readonly title: string
  readonly description?: string
  readonly publisher?: string
  readonly categories: readonly string[]
  readonly icon?: string
  /** Of an extension: the connector whose connections its operations take. */
  readonly extends?: ConnectorId
  readonly revision: RevisionId
}

/** What a user interface shows of a connector. */
export interface CatalogueConnector extends ListedConnector {
  /** JSON Schema of an object: what a connection fills in. */
  readonly settings: JsonObject
  /** Names of the security schemes to choose from; more than one inside an entry are needed together. */
  readonly security: readonly (readonly string[])[]
  /** Public and advanced operations, by id. */
  readonly operations: readonly CatalogueOperation[]
}

export interface CatalogueOperation {
  /** `connector.operation`. */
  readonly name: OperationName
  readonly kind: Operation['kind']
  readonly title: string
  readonly description?: string
  readonly visibility: 'public' | 'advanced'
  readonly deprecated: boolean
  /** Why it can't be invoked here. */
  readonly unavailable?: Unavailable
  readonly effect: Effect
  /** JSON Schemas that stand alone: what they refer to is in their `$defs`. */
  readonly input: Schema
  readonly output: Schema
  /** Fields with choices: `catalogue.options({ field, … })` asks for them. */
  readonly options: readonly CatalogueOptions[]
  /** Whether `catalogue.schema()` knows more of the fields than `input` and `output` say, and what that depends on. */
  readonly described?: { readonly dependsOn: readonly Pointer[] }
}

export interface CatalogueOptions {
  /** Into the input; elements of an array have no segment: `/lines/sku` is that field of each line. */
  readonly field: Pointer
  /** When one of these fields changes, the choices are others. */
  readonly dependsOn: readonly Pointer[]
}

export interface Catalogue {
  /** By id; answered from memory, however many there are. */
  list(filter: { readonly organisation: string }): readonly ListedConnector[]
  /** One of them whole. Throws `connector-invalid` where it was not read before and is not valid. */
  get(filter: {
    readonly organisation: string
    readonly connector: ConnectorId
  }): Promise<CatalogueConnector | undefined>
  /** Throws what `get` throws. */
  operation(filter: {
    readonly organisation: string
    readonly operation: OperationName
  }): Promise<CatalogueOperation | undefined>
  /** Operations whose names, titles or descriptions (or their connector's) have every word of `text`; best first. */
  search(filter: { readonly organisation: string; readonly text: string }): Promise<readonly CatalogueOperation[]>
}

export interface CatalogueOf {
  /** What serves an organisation, read where nobody needed it before. @default what the register has */
  serving?(organisation: string, connector: ConnectorId): Promise<Active | undefined>
  /** Whether an extension brings the policy. @default every policy is known */
  knowsPolicy?(name: string): boolean
  /** The digests, by path, of a scope's entries that a search for these words would find nothing in. @default none */
  lacking?(scope: Scope, words: readonly string[]): Promise<ReadonlyMap<string, string>>
}

export function createCatalogue(
  register: Register,
  { serving = register.active, knowsPolicy = () => true, lacking = async () => new Map() }: CatalogueOf = {},
): Catalogue {
  /** What nobody read yet, and a search for these words need not read. */
  async function asleepWithout(organisation: string, words: readonly string[]): Promise<(id: ConnectorId) => boolean> {
    const scopes = [scopeOf(organisation), 'host'] as const
    const without = new Map(
      await Promise.all(scopes.map(async (scope) => [scope, await lacking(scope, words)] as const)),
    )
    return (id) => {
      const dormant = register.dormant(organisation, id)
      if (dormant === undefined) return false
      const { scope, path, revision } = dormant
      // An organisation's own that turns out to be broken gives way to the host's.
      const isAlone = scope === 'host' || !register.has('host', id)
      return isAlone && without.get(scope)?.get(path) === revision
    }
  }
  async function get(organisation: string, connector: ConnectorId): Promise<CatalogueConnector | undefined> {
    const active = await serving(organisation, connector)
    return active === undefined ? undefined : describe(active, knowsPolicy)
  }
  return {
    list: ({ organisation }) => register.visible(organisation).map(listed),
    get: ({ organisation, connector }) => get(organisation, connector),
    async operation({ organisation, operation }) {
      const connector = splitOperation(operation)?.connector
      const found = connector === undefined ? undefined : await get(organisation, connector)
      return found?.operations.find((one) => one.name === operation)
    },
    async search({ organisation, text }) {
      const words = text.toLowerCase().split(/\s+/).filter(Boolean)
      const found: { readonly operation: CatalogueOperation; readonly rank: number }[] = []
      const isWithout = await asleepWithout(organisation, words)
      for (const { connector: id } of register.visible(organisation)) {
        if (isWithout(id)) continue
        // What can't be used is in no list: whoever asks for it is told why.
        const connector = await get(organisation, id).catch(() => undefined)
        for (const operation of connector?.operations ?? [])
          found.push({ operation, rank: rank(connector as CatalogueConnector, operation, words) })
      }
      return found
        .filter((one) => one.rank > 0)
        .sort((a, b) => b.rank - a.rank || (a.operation.name < b.operation.name ? -1 : 1))
        .map((one) => one.operation)
    },
  }
}

function listed({ connector, version, about, revision }: Visible): ListedConnector {
  return { id: connector, version, ...about, categories: about.categories ?? [], revision }
}

/** 0 unless every word is found; a word in the operation's own name or title counts most. */
function rank(connector: CatalogueConnector, operation: CatalogueOperation, words: readonly string[]): number {
  const own = `${operation.name} ${operation.title}`.toLowerCase()
  const rest = [operation.description, connector.title, connector.description, ...connector.categories]
    .join(' ')
    .toLowerCase()
  let total = words.length === 0 ? 1 : 0
  for (const word of words) {
    if (own.includes(word)) total += 3
    else if (rest.includes(word)) total += 1
    else return 0
  }
  return total
}

function describe({ scope, revision }: Active, knowsPolicy: (name: string) => boolean): CatalogueConnector {
  const { model } = revision
  const { about, version, connector } = summaryOf(revision)
  return {
    ...listed({ scope, connector, version, about, revision: revision.id }),
    settings: model.settings,
    security: model.security.map((requirement) => Object.keys(requirement)),
    operations: Object.values(model.operations).flatMap((operation) => {
      const unavailable = unavailabilityOf(operation, knowsPolicy)
      return describeOperation(model, { ...operation, ...(unavailable !== undefined && { unavailable }) })
    }),
  }
}

function describeOperation(model: Connector, operation: Operation): readonly CatalogueOperation[] {
  const { id, kind, title, description, visibility, deprecated = false, effect, input, output } = operation
  if (visibility === 'internal') return []
  return [
    {
      name: operationName(model.id, id),
      kind,
      title,
      ...(description !== undefined && { description }),
      visibility,
      deprecated,
      ...(operation.unavailable !== undefined && { unavailable: operation.unavailable }),
      effect,
      input: standAlone(model, input),
      output: standAlone(model, output),
      options: optionsOf(operation),
      ...describedOf(operation),
    },
  ]
}

function optionsOf({ options = {} }: Operation): readonly CatalogueOptions[] {
  return Object.entries(options).map(([field, { input }]) => ({ field, dependsOn: inputsRead(input) }))
}

function describedOf({ schemaFrom }: Operation): Pick<CatalogueOperation, 'described'> {
  if (schemaFrom === undefined) return {}
  const read = Object.values(schemaFrom).flatMap(({ input }) => inputsRead(input))
  return { described: { dependsOn: [...new Set(read)] } }
}
