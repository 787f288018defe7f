import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { diffConnectors } from '../../../src/diff/index.ts'
import type { Connector, Json, JsonObject, Schema, Usage } from '../../../src/model/index.ts'
import { actionOf, withOperations } from '../../diff/models.ts'
import { assess } from '../assess-checked.ts'

interface Flows {
  flowReader(): {
    read(
      file: { readonly path: string; readonly text: string },
      connectorOf: (id: string) => Connector | undefined,
    ): { readonly usages: readonly Usage[]; readonly complete: boolean }
  }
}
interface Expressions {
  readonly defaultLimits: object
  evaluate(text: string, scope: object, options: object): Promise<Json | undefined>
}

const source = new URL('../../../../plugins/flows/src/', import.meta.url)
const { flowReader }: Flows = await import(new URL('usage/index.ts', source).href)
const { evaluate, defaultLimits }: Expressions = await import(new URL('expression/index.ts', source).href)
const ajv = new Ajv2020({ strict: false })

/** A step that gives an expression to an input `x`, or runs under a condition, before and after a change. */
export interface Play {
  readonly expression: string
  readonly where: 'x' | 'when' | 'text' | 'forEach'
  readonly output: readonly [base: JsonObject, revision: JsonObject]
  readonly input: readonly [base: Schema, revision: Schema]
  readonly required: readonly [base: boolean, revision: boolean]
}

function connectorOf({ output, input, required }: Play, side: 0 | 1): Connector {
  const given = { type: 'object', properties: { x: input[side] as Json }, required: required[side] ? ['x'] : [] }
  return withOperations(
    actionOf('heard', { kind: 'trigger', output: output[side] }),
    actionOf('act', { input: given as JsonObject }),
  )
}

function stepOf({ expression, where }: Play): JsonObject {
  const whole = `{% ${expression} %}`
  if (where === 'when') return { when: whole, input: { x: 'told' } }
  if (where === 'forEach') return { forEach: whole, input: { x: '{% item %}' } }
  return { input: { x: where === 'text' ? `Value: ${whole}` : whole } }
}

/** The verdict on the step, and whether its expressions could be followed. */
export function verdictOn(play: Play): { readonly status: string; readonly complete: boolean } {
  const [base, revision] = [connectorOf(play, 0), connectorOf(play, 1)]
  const flow = {
    flow: 1,
    id: 'f',
    connections: {},
    trigger: { operation: 'shop.heard' },
    steps: [{ id: 'a', operation: 'shop.act', ...stepOf(play) }],
  }
  const { usages, complete } = flowReader().read({ path: 'f.json', text: JSON.stringify(flow) }, () => base)
  const report = assess({
    base: 'a',
    revision: 'b',
    pairs: [{ base, revision, changes: diffConnectors(base, revision) }],
    dependents: [{ dependent: { organisation: 'o', id: 'f', edition: '1', kind: 'flow' }, usages, complete }],
  })
  return { status: report.steps.find(({ step }) => step === 'a')?.status ?? 'missing', complete }
}

/** What becomes of the step: how it fails, or the type of what it gives. */
export async function played(play: Play, side: 0 | 1, trigger: Json): Promise<readonly string[]> {
  const { expression, where, input, required } = play
  const text = where === 'when' ? `$boolean(${expression})` : expression
  const value = await evaluate(
    text,
    { trigger, steps: {} },
    { moment: { now: 0, random: 0 }, limits: { ...defaultLimits, time: 20_000 } },
  ).catch((error: Error) => error)
  if (value instanceof Error) return ['throws']
  if (where === 'when') return [value === true ? 'runs' : 'is skipped']
  if (where === 'text')
    return value === undefined ? ['throws'] : admitted(`Value: ${JSON.stringify(value)}`, input[side])
  if (where === 'forEach') {
    const items = value === undefined ? [] : Array.isArray(value) ? value : [value]
    return items.flatMap((item) => admitted(item, input[side]))
  }
  if (value === undefined) return required[side] ? ['refused'] : ['nothing']
  return [...admitted(value, input[side]), typeOf(value)]
}

function admitted(value: Json, schema: Schema): string[] {
  return ajv.validate(schema as object, value) ? [] : ['refused']
}

function typeOf(value: Json): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
}

interface SchemaParts {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: string[]
  readonly items?: Schema
  readonly enum?: readonly Json[]
  readonly anyOf?: readonly Schema[]
  readonly minLength?: number
  readonly minimum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly minProperties?: number
  readonly additionalProperties?: Schema
  readonly patternProperties?: Readonly<Record<string, Schema>>
}

/** Values of a schema of the kinds that are used here. */
export function valuesOf(schema: Schema): fc.Arbitrary<Json> {
  const { type, properties, required, items, enum: listed, anyOf, ...parts } = schema as SchemaParts
  const { minimum = 0, minLength = 0, minItems = 0, maxItems = 3 } = parts
  if (anyOf) return fc.oneof(...anyOf.map(valuesOf))
  if (listed) return fc.constantFrom(...listed)
  if (Array.isArray(type))
    return fc.oneof(...type.map((one) => valuesOf({ ...(schema as object), type: one } as Schema)))
  switch (type) {
    case 'null':
      return fc.constant(null)
    case 'integer':
      return fc.constantFrom(...[0, 1, 2, 7].filter((one) => one >= minimum))
    case 'number':
      return fc.constantFrom(...[0, 1, 2.5, 7].filter((one) => one >= minimum))
    case 'boolean':
      return fc.boolean()
    case 'array':
      return fc.array(valuesOf(items ?? {}), { minLength: minItems, maxLength: maxItems }) as fc.Arbitrary<Json>
    case 'object': {
      if (parts.additionalProperties !== undefined) {
        const { minProperties: minKeys = 0, additionalProperties } = parts
        return fc.dictionary(fc.constantFrom('a', 'b', 'c'), valuesOf(additionalProperties), {
          minKeys,
          maxKeys: 3,
          noNullPrototype: true,
        }) as fc.Arbitrary<Json>
      }
      if (parts.patternProperties !== undefined) {
        const [inner = {}] = Object.values(parts.patternProperties)
        const values = { 'x-a': valuesOf(inner), 'x-b': valuesOf(inner) }
        return fc.record(values, { requiredKeys: ['x-a'], noNullPrototype: true }) as fc.Arbitrary<Json>
      }
      const fields = Object.entries(properties ?? {})
      const values = Object.fromEntries(fields.map(([name, inner]) => [name, valuesOf(inner)]))
      return fc.record(values, { requiredKeys: required ?? [], noNullPrototype: true }) as fc.Arbitrary<Json>
    }
    default:
      return fc.constantFrom(...['a', 'b', '', 'road', 'abcdef'].filter((one) => one.length >= minLength))
  }
}
