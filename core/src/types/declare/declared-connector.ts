import type { Connector, Json, JsonObject, Operation } from '../../model/index.ts'
import { documentation } from '../shape/documentation.ts'
import { readShape } from '../shape/read-shape.ts'
import { mostSchemas, mostSchemasInAll } from '../shape/reading.ts'
import { json, type NamedShape, type Property, type Shape } from '../shape/shape.ts'
import { TypeNames } from './type-names.ts'

/** The types of a connector, by name; `actions` and `triggers` say which of them are an operation's. */
export interface DeclaredConnector {
  readonly types: readonly NamedShape[]
  readonly actions: readonly Property[]
  readonly triggers: readonly Property[]
}

/** Reads every schema of a connector. `note`: what could not be typed, of what, and why. */
export function readConnector(connector: Connector, note: (of: string, why: string) => void): DeclaredConnector {
  const given = new TypeNames()
  const names = new Map(Object.keys(connector.schemas).map((name) => [name, given.give(name)]))
  const types: NamedShape[] = []

  let left = mostSchemasInAll
  function read(schema: Json, of: string): Shape {
    const budget = { left: Math.min(mostSchemas, left) }
    const notes = new Set<string>()
    const shape = readShape(schema, { names, budget, depth: 0, note: (why) => void notes.add(why) })
    const isTooLarge = budget.left < 0
    for (const why of isTooLarge ? ['it, or the connector, is too large'] : notes) note(of, why)
    if (!isTooLarge) left -= Math.min(mostSchemas, left) - budget.left
    return isTooLarge ? json : shape
  }

  function declare(name: string, named: Omit<NamedShape, 'name'>): Shape {
    types.push({ name, ...named })
    return { kind: 'reference', name }
  }

  for (const [name, schema] of Object.entries(connector.schemas)) {
    const of = `schema "${name}"`
    declare(names.get(name) as string, { of, shape: read(schema, of), ...documented(schema) })
  }

  function property(operation: Operation): Property {
    const of = `operation "${operation.id}"`
    const input = closed(read(operation.input, `${of}, its input`), operation.input)
    const output = read(operation.output, `${of}, its output`)
    const named = (part: 'Input' | 'Output', shape: Shape): Shape =>
      isPlain(shape) ? shape : declare(given.give(`${operation.id} ${part}`), { of, shape })
    return {
      name: `${connector.id}.${operation.id}`,
      required: true,
      shape: { kind: 'object', properties: parts(operation, named('Input', input), named('Output', output)) },
      ...documented({ ...operation, ...(operation.deprecated === true && { deprecated: true }) }),
    }
  }

  const operations = Object.values(connector.operations)
  const ofKind = (kind: Operation['kind']): Property[] =>
    operations.filter((operation) => operation.kind === kind).map(property)
  return { actions: ofKind('action'), triggers: ofKind('trigger'), types }
}

const documented = (of: unknown): { doc?: string } => {
  const doc = documentation(of as Json)
  return doc === undefined ? {} : { doc }
}

/** Named already, or too little for a name. */
function isPlain({ kind }: Shape): boolean {
  return kind !== 'object' && kind !== 'union' && kind !== 'intersection' && kind !== 'literals' && kind !== 'array'
}

/** An operation takes an object with what it declares: only where it says so, with any other name. */
function closed(input: Shape, schema: JsonObject): Shape {
  if (input.kind !== 'any-object' && input.kind !== 'json') return input
  const isOpen = Object.keys(schema).some((key) => !['type', 'title', 'description', 'properties'].includes(key))
  return { kind: isOpen ? 'any-object' : 'no-properties' }
}

function parts({ http, pages }: Operation, input: Shape, output: Shape): Property[] {
  const pagesAreItems = pages !== undefined && http !== undefined && http.result === undefined
  return [
    { name: 'input', required: true, shape: input },
    { name: 'output', required: true, shape: output },
    ...(pagesAreItems ? [{ name: 'item', required: true, shape: output }] : []),
  ]
}
