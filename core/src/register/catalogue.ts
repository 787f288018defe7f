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
  splitOperation,
  type Unavailable,
} from '../model/index.ts'
import { inputsRead } from '../validate/index.ts'
import type { Active, Register } from './register.ts'
import { standAlone } from './stand-alone.ts'

/** What a user interface shows of a connector. Nothing says where it came from. */
export interface CatalogueConnector {
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
  list(filter: { readonly organisation: string }): readonly CatalogueConnector[]
  get(filter: { readonly organisation: string; readonly connector: ConnectorId }): CatalogueConnector | undefined
  operation(filter: {
    readonly organisation: string
    readonly operation: OperationName
  }): CatalogueOperation | undefined
  /** Operations whose names, titles or descriptions (or their connector's) have every word of `text`; best first. */
  search(filter: { readonly organisation: string; readonly text: string }): readonly CatalogueOperation[]
}

export function createCatalogue(register: Register): Catalogue {
  return {
    list: ({ organisation }) => register.visible(organisation).map(describe),
    get({ organisation, connector }) {
      const active = register.active(organisation, connector)
      return active === undefined ? undefined : describe(active)
    },
    operation({ organisation, operation }) {
      const connector = splitOperation(operation)?.connector
      const active = connector === undefined ? undefined : register.active(organisation, connector)
      return active === undefined ? undefined : describe(active).operations.find((one) => one.name === operation)
    },
    search({ organisation, text }) {
      const words = text.toLowerCase().split(/\s+/).filter(Boolean)
      return register
        .visible(organisation)
        .map(describe)
        .flatMap((connector) =>
          connector.operations.map((operation) => ({ operation, rank: rank(connector, operation, words) })),
        )
        .filter((found) => found.rank > 0)
        .sort((a, b) => b.rank - a.rank || (a.operation.name < b.operation.name ? -1 : 1))
        .map((found) => found.operation)
    },
  }
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

function describe({ revision }: Active): CatalogueConnector {
  const { model } = revision
  return {
    id: model.id,
    version: model.version,
    title: model.title,
    ...(model.description !== undefined && { description: model.description }),
    ...(model.publisher !== undefined && { publisher: model.publisher }),
    categories: model.categories ?? [],
    ...(model.icon !== undefined && { icon: model.icon }),
    ...(model.extends !== undefined && { extends: model.extends }),
    revision: revision.id,
    settings: model.settings,
    security: model.security.map((requirement) => Object.keys(requirement)),
    operations: Object.values(model.operations).flatMap((operation) => describeOperation(model, operation)),
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
