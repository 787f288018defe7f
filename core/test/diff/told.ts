import { diffConnectors } from '../../src/diff/index.ts'
import type { Connector, Json, JsonObject } from '../../src/model/index.ts'
import { actionOf, answering, objectOf, withOperations } from './models.ts'

export const text = { type: 'string' }
export const ref = (name: string): JsonObject => ({ $ref: `#/schemas/${name}` })
export const both = { A: objectOf({ k: text, x: text }), B: objectOf({ k: text, y: text }) }

/** One of the named schemas, told by `k`; without a mapping, by their names. */
export function oneOf(names: readonly string[], mapping?: Readonly<Record<string, string>>): JsonObject {
  return {
    oneOf: names.map(ref),
    discriminator: { propertyName: 'k', ...(mapping && { mapping: mapping as JsonObject }) },
  }
}

/** `kind pointer` of each change, with the values that told before and now. */
export const told = (base: Connector, revision: Connector): readonly string[] =>
  diffConnectors(base, revision).map(({ kind, pointer, before, after }) =>
    [kind, pointer.replace(/^\/operations\/[^/]*\/(input|output)/, ''), shown(before), shown(after)].join(' '),
  )
const shown = (values: Json | undefined): string => (Array.isArray(values) ? values.join('+') : String(values))

export const output = (schema: JsonObject, schemas: JsonObject = both): Connector => answering(schema, schemas as never)
export const input = (schema: JsonObject, schemas: JsonObject = both): Connector => ({
  ...withOperations(actionOf('send', { input: schema })),
  schemas: schemas as never,
})

/** `place level` of each change. */
export const levels = (base: Connector, revision: Connector): readonly string[] =>
  diffConnectors(base, revision).map(({ kind, pointer, level }) =>
    `${kind.split('.')[1]} ${pointer.replace(/^\/operations\/[^/]*\/(input|output)/, '')} ${level}`.replace(
      /^discriminator /,
      '',
    ),
  )

/** `Pet` with those that are pets, each told by a value. */
export function pets(
  children: Readonly<Record<string, JsonObject>>,
  values: Readonly<Record<string, string>>,
  k = text,
): JsonObject {
  const discriminator = { propertyName: 'k', mapping: values as JsonObject }
  const Pet = { ...objectOf({ k, name: text }), ...(Object.keys(values).length > 0 ? { discriminator } : {}) }
  const parts = Object.entries(children).map(([name, own]) => [name, { allOf: [ref('Pet'), own] }] as const)
  return { Pet, ...Object.fromEntries(parts) }
}
