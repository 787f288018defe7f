import type { Json, JsonObject, Schema } from '@jackfield/core'
import { generateInput, seedOf } from '../trials/generated-input.ts'

/** A step that calls the operation with an input of its own. */
export interface CallingStep {
  readonly id: string
  /** What it supplies: `required`, `whole`, `with NAME`, `copied`. */
  readonly kind: string
  /** As the flow document has it. */
  readonly input: JsonObject
  /** As it is evaluated. */
  readonly evaluated: JsonObject
}

/** What the trigger of every flow gives. */
const event = { text: 'a text of a flow', whole: 3, number: 2.5, flag: true, list: ['one', 'two'] } as const

/** Inputs of one operation, by its schema: what is required, with each of some optional ones, all; and copies. */
export function callingSteps(name: string, schema: Schema, most: number): readonly Omit<CallingStep, 'id'>[] {
  if (typeof schema === 'boolean') return []
  const full = fullInput(name, schema)
  const required = requiredPart(full, schema)
  const optional = Object.keys(full).filter((each) => !Object.hasOwn(required, each))
  const chosen = optional.toSorted((a, b) => seedOf(a, 5) - seedOf(b, 5)).slice(0, most)
  const copy = copied(required, schema, schema)
  const literal = (kind: string, input: JsonObject) => ({ kind, input, evaluated: input })
  return [
    literal('required', required),
    ...chosen.map((each) => literal(`with ${each}`, { ...required, [each]: full[each] ?? null })),
    ...(JSON.stringify(full) === JSON.stringify(required) ? [] : [literal('whole', full)]),
    ...(copy === undefined ? [] : [{ kind: 'copied', ...copy }]),
  ]
}

/** Everything that any of some inputs made up has. */
function fullInput(name: string, schema: Schema): JsonObject {
  const made = [1, 2, 3, 4, 5, 6].map((seed) => generateInput(schema, seedOf(name, seed)))
  const full: Record<string, Json> = {}
  for (const each of made) Object.assign(full, { ...each, ...full, ...bothBodies(full.body, each.body) })
  return full
}

function bothBodies(one: Json | undefined, other: Json | undefined): JsonObject {
  return isObject(one) && isObject(other) ? { body: { ...other, ...one } } : {}
}

/** Without what is optional, also in the body. */
function requiredPart(full: JsonObject, schema: JsonObject): JsonObject {
  const required = new Set((schema.required ?? []) as readonly string[])
  const kept = Object.entries(full).filter(([name]) => required.has(name))
  const body = (schema.properties as JsonObject | undefined)?.body
  return Object.fromEntries(
    kept.map(([name, value]) => [
      name,
      name === 'body' && isObject(value) && isObject(body) && Array.isArray(body.required)
        ? Object.fromEntries(
            Object.entries(value).filter(([inner]) => (body.required as readonly Json[]).includes(inner)),
          )
        : value,
    ]),
  )
}

/** Plain values are copied from the trigger, where nothing but their type is asked. */
function copied(
  input: JsonObject,
  schema: JsonObject,
  root: JsonObject,
): { readonly input: JsonObject; readonly evaluated: JsonObject } | undefined {
  const properties = isObject(schema.properties) ? schema.properties : {}
  const made: Record<string, Json> = { ...input }
  const evaluated: Record<string, Json> = { ...input }
  let some = false
  for (const [name, value] of Object.entries(input)) {
    const own = properties[name]
    const source = isObject(own) ? sourceOf(own) : undefined
    const inner = name === 'body' && isObject(value) && isObject(own) ? copied(value, own, root) : undefined
    if (source === undefined && inner === undefined) continue
    made[name] = inner?.input ?? `{% trigger.${source} %}`
    evaluated[name] = inner?.evaluated ?? event[source as keyof typeof event]
    some = true
  }
  return some ? { input: made, evaluated } : undefined
}

function sourceOf({
  type,
  enum: choices,
  format,
  pattern,
  maxLength,
  minimum,
  maximum,
}: JsonObject): string | undefined {
  if (choices ?? format ?? pattern ?? maxLength ?? minimum ?? maximum) return undefined
  const sources: Readonly<Record<string, string>> = {
    string: 'text',
    integer: 'whole',
    number: 'number',
    boolean: 'flag',
  }
  return typeof type === 'string' ? sources[type] : undefined
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
