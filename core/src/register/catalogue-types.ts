import type {
  ConnectorId,
  Effect,
  JsonObject,
  Operation,
  OperationName,
  Pointer,
  RevisionId,
  Schema,
  Unavailable,
} from '../model/index.ts'

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
