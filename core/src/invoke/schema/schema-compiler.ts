import { createRequire } from 'node:module'
import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js'
import type { Dict, Json, Problem, Schema } from '../../model/index.ts'
import { addSchemas } from './add-schemas.ts'
import { compilePattern } from './compile-pattern.ts'
import { formats } from './formats.ts'
import { readErrors } from './read-errors.ts'
import { spellOutProto } from './spell-out-proto.ts'

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

/** What has to know what another schema looked at. */
const unevaluated = /"unevaluated(Properties|Items)":/

/** Ajv is loaded by the first schema that is compiled: it is no part of the cost of importing the core. */
export function createSchemaCompiler(schemas: Dict<Schema>): SchemaCompiler {
  let shared: string | undefined
  const validators = new Map<boolean, Validator>()
  const validatorThat = (keeps: boolean): Validator => {
    const validator = validators.get(keeps) ?? createValidator(plain(shared ?? '{}') as Dict<Schema>, keeps)
    validators.set(keeps, validator)
    return validator
  }
  return (schema) => {
    shared ??= JSON.stringify(schemas)
    const text = JSON.stringify(schema)
    try {
      const validator = validatorThat(!unevaluated.test(shared) && !unevaluated.test(text))
      const validate = validator.ajv.compile(withRoot(text)) as ValidateFunction
      return checkWith(validate, { validator, copying: comparing.test(text) || comparing.test(shared) })
    } catch (error) {
      return () => [unusable(error)]
    }
  }
}

interface Validator {
  readonly ajv: Ajv2020
  /** Before each value. */
  begin(): void
}

function checkWith(
  validate: ValidateFunction,
  { validator, copying }: { readonly validator: Validator; readonly copying: boolean },
): Check {
  return (value) => {
    validator.begin()
    try {
      return validate(copying ? JSON.parse(JSON.stringify(value)) : value) ? none : readErrors(validate.errors ?? [])
    } catch (error) {
      return [error instanceof RangeError ? nested : unusable(error)]
    }
  }
}

/** Ajv, and JavaScript, go no deeper than their stack. */
const nested: Problem = {
  code: 'value-nested',
  message: 'the whole value is nested too deeply to be checked',
  pointer: '',
  hint: 'Nest it less.',
}

function createValidator(schemas: Dict<Schema>, keeps: boolean): Validator {
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
  return { ajv, begin: addSchemas(ajv, rootId, { schemas, keeps }) }
}

/** A plain copy (Ajv asks schemas for their prototype's methods), its references led to the connector's schemas. */
function withRoot(schema: string): Schema {
  return plain(schema, (name, value) =>
    name === '$ref' && typeof value === 'string' && value.startsWith('#/schemas/') ? rootId + value : value,
  ) as Schema
}

function plain(text: string, reviver?: (name: string, value: Json) => Json): Json {
  const value: Json = JSON.parse(text, reviver)
  return text.includes('"__proto__"') ? spellOutProto(value) : value
}

function unusable(error: unknown): Problem {
  const why = error instanceof Error ? error.message : String(error)
  return {
    code: 'schema-unusable',
    message: `its schema can't be used: ${why}`,
    hint: "Correct the connector's schema.",
  }
}
