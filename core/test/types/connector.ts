import { type Connector, dict, type Json, type JsonObject, type Operation } from '../../src/model/index.ts'

export interface Given {
  readonly id?: string
  readonly schemas?: Readonly<Record<string, Json>>
  readonly operations?: Readonly<Record<string, Partial<Operation>>>
}

/** A connector with nothing but its schemas and operations, made of JSON as a reader makes it. */
export function connector({ id = 'shop', schemas = {}, operations = {} }: Given): Connector {
  return {
    model: 1,
    id,
    version: '1.0.0',
    title: 'Shop',
    servers: [],
    securitySchemes: {},
    security: [],
    settings: {},
    operations: dict(Object.entries(operations).map(([name, given]) => [name, operation(name, given)])),
    schemas: dict(Object.entries(schemas)) as Connector['schemas'],
  }
}

function operation(id: string, given: Partial<Operation>): Operation {
  return {
    id,
    kind: 'action',
    title: '',
    visibility: 'public',
    effect: 'read',
    input: { type: 'object' },
    output: true,
    ...given,
  }
}

/** A connector with one action `get` that answers what the schema says. */
export function answering(output: Json, schemas: Readonly<Record<string, Json>> = {}): Connector {
  return connector({ schemas, operations: { get: { output: output as JsonObject } } })
}
