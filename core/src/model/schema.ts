import type { JsonObject } from './json.ts'

/**
 * The keyword of a schema that stands where a document refers to one that is not here, with the reference as written.
 * It admits everything; a comparison does not take it for that.
 */
export const unresolved = 'unresolved'

/** A JSON Schema, draft 2020-12. `$ref` is `#/schemas/Name` of the connector that it belongs to. */
export type Schema = boolean | JsonObject
