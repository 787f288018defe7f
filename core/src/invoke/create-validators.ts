import { type Connector, dict, type Operation, type Schema } from '../model/index.ts'
import type { Validators } from './bound-call.ts'
import { type Check, createSchemaCompiler } from './schema/schema-compiler.ts'

/** Validators of one revision: each schema is compiled when it is first needed, then kept. */
export function createValidators(connector: Connector): Validators {
  const compile = createSchemaCompiler(connector.schemas)
  const inputs = new Map<string, Check>()
  const outputs = new Map<string, Check>()
  const keep = (checks: Map<string, Check>, operation: Operation, schema: Operation['output']): Check => {
    const check = checks.get(operation.id) ?? compile(schema)
    checks.set(operation.id, check)
    return check
  }
  return {
    input: (operation) => keep(inputs, operation, operation.input),
    output: (operation) => keep(outputs, operation, operation.output),
  }
}

/** Validators by two schemas that stand alone, whatever the operation. */
export function createSchemaValidators({
  input,
  output,
}: Pick<Operation, 'output'> & { readonly input: Schema }): Validators {
  const compile = createSchemaCompiler(dict())
  let checks: { readonly input?: Check; readonly output?: Check } = {}
  const side = (name: 'input' | 'output', schema: Schema): Check => {
    const check = checks[name] ?? compile(schema)
    checks = { ...checks, [name]: check }
    return check
  }
  return { input: () => side('input', input), output: () => side('output', output) }
}

/** What either finds. */
export function bothValidators(one: Validators, other: Validators): Validators {
  const both =
    (check: Check, second: Check): Check =>
    (value) => [...check(value), ...second(value)]
  return {
    input: (operation) => both(one.input(operation), other.input(operation)),
    output: (operation) => both(one.output(operation), other.output(operation)),
  }
}
