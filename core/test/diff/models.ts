import type { Connector, Json, JsonObject, Operation, Schema } from '../../src/model/index.ts'

/** A connector with what a test is about; everything else is the least that there can be. */
export function connectorOf(parts: Partial<Connector> = {}): Connector {
  return {
    model: 1,
    id: 'shop',
    version: '1.0.0',
    title: 'Shop',
    servers: [{ url: 'https://shop.example.com/api', variables: {} }],
    securitySchemes: {},
    security: [],
    settings: { type: 'object' },
    operations: {},
    schemas: {},
    ...parts,
  }
}

export function actionOf(id: string, parts: Partial<Operation> = {}): Operation {
  return {
    id,
    kind: 'action',
    title: id,
    visibility: 'public',
    effect: 'read',
    input: { type: 'object' },
    output: { type: 'object' },
    http: { method: 'GET', path: `/${id}`, parameters: [], timeout: 30_000, attempts: 3 },
    ...parts,
  }
}

export function withOperations(...operations: readonly Operation[]): Connector {
  return connectorOf({ operations: Object.fromEntries(operations.map((operation) => [operation.id, operation])) })
}

/** A connector whose only action answers what the schema says. */
export function answering(output: Schema, schemas: Connector['schemas'] = {}): Connector {
  return { ...withOperations(actionOf('get', { output })), schemas }
}

export function objectOf(properties: JsonObject, ...required: readonly string[]): JsonObject {
  return { type: 'object', properties, required: required as Json }
}
