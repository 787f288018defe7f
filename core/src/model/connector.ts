import type { ConnectorId } from './ids.ts'
import type { Dict, JsonObject } from './json.ts'
import type { Operation } from './operation.ts'
import type { Pointer } from './pointer.ts'
import type { Schema } from './schema.ts'
import type { SecurityRequirement, SecurityScheme } from './security.ts'
import type { Server } from './server.ts'

export const modelVersion = 1

/** One service's API as Jackfield sees it: plain data, whatever file it came from (Law 1). */
export interface Connector {
  readonly model: typeof modelVersion
  readonly id: ConnectorId
  readonly version: string
  readonly title: string
  readonly description?: string
  readonly publisher?: string
  readonly categories?: readonly string[]
  readonly icon?: string
  readonly servers: readonly Server[]
  readonly securitySchemes: Dict<SecurityScheme>
  /** OR of ANDs, as in OpenAPI; `[]` is no authentication. */
  readonly security: readonly SecurityRequirement[]
  /** JSON Schema (an object) of what a connection fills in that is not secret. */
  readonly settings: JsonObject
  /** What a connection learns by itself, by name: read as `derived.name`. */
  readonly derived?: Dict<Derived>
  /**
   * Of an extension: the connector whose servers, authentication, settings and connections it uses; of a stored one the
   * first of the chain, whose connections its operations take.
   */
  readonly extends?: ConnectorId
  /** The id of the operation that `connections.test` invokes, with an empty input. */
  readonly test?: string
  readonly operations: Dict<Operation>
  /** Named by `$ref: '#/schemas/Name'` in any schema of the connector. */
  readonly schemas: Dict<Schema>
}

/** The connector whose connections a connector's operations take: its own, or the one that it extends. */
export function connectedTo({ id, extends: base }: Pick<Connector, 'id' | 'extends'>): ConnectorId {
  return base ?? id
}

/**
 * A value that comes with a token, or with the answer of an operation that is called once when the connection is made.
 */
export interface Derived {
  /** `token`: the token endpoint's answer; else the id of a `read` operation without required input. */
  readonly from: 'token' | { readonly operation: string }
  readonly at: Pointer
  /** Must match the whole value; with a group, the group is the value. */
  readonly pattern?: string
}
