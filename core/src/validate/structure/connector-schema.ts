import schema from '../../../schema/connector.schema.json' with { type: 'json' }
import type { JsonObject } from '../../model/index.ts'

/** The published schema of connector.yaml, by which manifests are checked. */
export const connectorSchema: JsonObject = schema as unknown as JsonObject
