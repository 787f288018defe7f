import { type SchemaNode, type Shapes, schemaOf } from '../diff/index.ts'
import { type Check, createSchemaCompiler } from '../invoke/index.ts'
import type { Json, Problem } from '../model/index.ts'
import type { OwnedSchema } from './compared.ts'

/** Thousands of steps supply values to the same places: each schema is compiled once in a report. */
const checks = new WeakMap<Shapes, (node: SchemaNode) => Check>()

/** Everything that is wrong with a value by the schema of a place. */
export function problemsOf(value: Json, node: SchemaNode, schema: Omit<OwnedSchema, 'node'>): readonly Problem[] {
  const check = checks.get(schema.shapes) ?? checksOf(schema)
  checks.set(schema.shapes, check)
  return check(node)(value)
}

function checksOf({ connector }: Pick<OwnedSchema, 'connector'>): (node: SchemaNode) => Check {
  const compile = createSchemaCompiler(connector.schemas)
  const compiled = new Map<string, Check>()
  return (node) => {
    const check = compiled.get(node.key) ?? compile(schemaOf(node))
    compiled.set(node.key, check)
    return check
  }
}
