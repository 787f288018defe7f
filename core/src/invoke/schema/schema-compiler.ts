import { createRequire } from 'node:module'
import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js'
import type { Dict, Json, Problem, Schema } from '../../model/index.ts'
import { assertBounded } from './assert-bounded.ts'
import { compilePattern } from './compile-pattern.ts'
import { formats } from './formats.ts'
import { readErrors } from './read-errors.ts'

export type Check = (value: Json) => readonly Problem[]

const rootId = 'jackfield:connector'
const none: readonly Problem[] = []

/** Compiles schemas of one connector, which share those that `#/schemas/Name` refers to. */
export type SchemaCompiler = (schema: Schema) => Check

/**
 * Keywords that compare whole values. Ajv's comparison asks objects for methods of their prototype, which ours lack, so
 * these get a plain copy of the value.
 */
const comparing = /"uniqueItems":true|"const":[{[]|"enum":\[[^\]]*[{[]/

/** Ajv is loaded by the first schema that is compiled: it is no part of the cost of importing the core. */
export function createSchemaCompiler(schemas: Dict<Schema>): SchemaCompiler {
  let ajv: Ajv2020 | undefined
  let shared = ''
  const known = new Map<string, number>()
  return (schema) => {
    if (ajv === undefined) {
      shared = JSON.stringify(schemas)
      ajv = createAjv(shared)
    }
    const text = JSON.stringify(schema)
    try {
      assertBounded(schema, schemas, known)
      return checkWith(ajv.compile(withRoot(text)) as ValidateFunction, comparing.test(text) || comparing.test(shared))
    } catch (error) {
      return () => [unusable(error)]
    }
  }
}

function checkWith(validate: ValidateFunction, copying: boolean): Check {
  return (value) =>
    validate(copying ? JSON.parse(JSON.stringify(value)) : value) ? none : readErrors(validate.errors ?? [])
}

function createAjv(schemas: string): Ajv2020 {
  const { Ajv2020 } = createRequire(import.meta.url)('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js')
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    verbose: true,
    ownProperties: true,
    meta: false,
    validateSchema: false,
    logger: false,
    formats: { ...formats },
    code: { regExp: compilePattern },
  })
  return ajv.addSchema({ $id: rootId, schemas: JSON.parse(schemas) })
}

/** A plain copy (Ajv asks schemas for their prototype's methods), its references led to the connector's schemas. */
function withRoot(schema: string): Schema {
  return JSON.parse(schema, (name, value) =>
    name === '$ref' && typeof value === 'string' && value.startsWith('#/schemas/') ? rootId + value : value,
  )
}

function unusable(error: unknown): Problem {
  const why = error instanceof Error ? error.message : String(error)
  return {
    code: 'schema-unusable',
    message: `its schema can't be used: ${why}`,
    hint: "Correct the connector's schema.",
  }
}
