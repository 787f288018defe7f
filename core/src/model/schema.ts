import type { JsonObject } from './json.ts'

/** A JSON Schema, draft 2020-12. `$ref` is `#/schemas/Name` of the connector that it belongs to. */
export type Schema = boolean | JsonObject
