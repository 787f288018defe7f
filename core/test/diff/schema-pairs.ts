import fc from 'fast-check'
import type { Json, JsonObject, Schema } from '../../src/model/index.ts'

const names = ['a', 'b', 'c']

/** Values small enough that schemas and values meet. */
export const value: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Json>(null, true, false, '', 'x', 'yy', 'zzz', '2026-11-23', -1, 0, 1, 2, 3, 0.5, 2.5),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 3 }) as fc.Arbitrary<JsonObject>,
  ),
})).value

const leaf: fc.Arbitrary<Schema> = fc.oneof(
  fc.constantFrom<Schema>({}, true, { type: 'null' }, { type: 'boolean' }, { type: 'string', format: 'date' }),
  fc.record(
    { type: fc.constantFrom('integer', 'number'), minimum: fc.integer({ min: -1, max: 2 }) },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    { type: fc.constantFrom('integer', 'number'), exclusiveMaximum: fc.integer({ min: 0, max: 3 }) },
    { requiredKeys: ['type'] },
  ),
  fc.record({ type: fc.constant('string'), maxLength: fc.integer({ min: 0, max: 3 }) }, { requiredKeys: ['type'] }),
  fc.record(
    { type: fc.constant('string'), minLength: fc.integer({ min: 0, max: 3 }), pattern: fc.constantFrom('x', 'z$') },
    { requiredKeys: ['type'] },
  ),
  fc.record({
    type: fc.uniqueArray(fc.constantFrom('string', 'integer', 'null', 'boolean'), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    enum: fc.uniqueArray(fc.constantFrom<Json>('x', 'yy', 1, 2, null, true), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ const: fc.constantFrom<Json>('x', 1, null) }),
  fc.constantFrom<Schema>({ not: { type: 'string' } }, { type: 'object', propertyNames: { maxLength: 1 } }),
) as fc.Arbitrary<Schema>

export interface Pair {
  readonly base: Schema
  readonly revision: Schema
}

/** Two schemas that share most of what they are. */
export const pair: fc.Arbitrary<Pair> = fc.letrec<{ pair: Pair }>((tie) => ({
  pair: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: leaf.map((base) => ({ base, revision: base })) },
    { weight: 2, arbitrary: fc.record({ base: leaf, revision: leaf }) },
    { weight: 4, arbitrary: objects(tie('pair') as fc.Arbitrary<Pair>) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(tie('pair'), fc.option(fc.integer({ min: 0, max: 2 })))
        .map(([inner, most]) =>
          both(inner as Pair, (items) => ({ type: 'array', items, ...(most === null ? {} : { maxItems: most }) })),
        ),
    },
    { weight: 2, arbitrary: alternatives(tie('pair') as fc.Arbitrary<Pair>) },
    {
      weight: 1,
      arbitrary: fc.tuple(tie('pair'), tie('pair')).map(([one, other]) => joined(one as Pair, other as Pair)),
    },
    {
      weight: 1,
      arbitrary: (tie('pair') as fc.Arbitrary<Pair>).map(({ base, revision }) => ({
        base,
        revision: { description: 'the same', allOf: [revision as Json] },
      })),
    },
  ),
})).pair

function both({ base, revision }: Pair, of: (schema: Json) => JsonObject): Pair {
  return { base: of(base as Json), revision: of(revision as Json) }
}

function joined(one: Pair, other: Pair): Pair {
  return {
    base: { allOf: [one.base, other.base] as Json },
    revision: { allOf: [other.revision, one.revision] as Json },
  }
}

function alternatives(inner: fc.Arbitrary<Pair>): fc.Arbitrary<Pair> {
  return fc
    .tuple(fc.array(inner, { minLength: 1, maxLength: 3 }), fc.boolean(), fc.boolean())
    .map(([parts, less, turned]) => {
      const base = parts.map((part) => part.base as Json)
      const all = parts.map((part) => part.revision as Json)
      const revision = less && all.length > 1 ? all.slice(1) : all
      return { base: { anyOf: base }, revision: { anyOf: turned ? revision.reverse() : revision } }
    })
}

function objects(inner: fc.Arbitrary<Pair>): fc.Arbitrary<Pair> {
  const fields = fc.dictionary(fc.constantFrom(...names), inner, { maxKeys: 3 })
  const some = fc.subarray(names)
  const rest = fc.constantFrom<Schema | undefined>(undefined, undefined, true, false, { type: 'integer' })
  return fc
    .tuple(fields, fc.subarray(names), some, some, rest, rest, fc.boolean())
    .map(([all, kept, needs, needsNow, open, openNow, same]) => {
      const of = (side: keyof Pair, only: readonly string[]): JsonObject =>
        Object.fromEntries(
          Object.entries(all)
            .filter(([name]) => only.includes(name))
            .map(([name, part]) => [name, part[side] as Json]),
        )
      const object = (properties: JsonObject, required: readonly string[], additional: Schema | undefined): Schema => ({
        type: 'object',
        properties,
        required,
        ...(additional === undefined ? {} : { additionalProperties: additional as Json }),
      })
      return {
        base: object(of('base', names), needs, open),
        revision: object(of('revision', same ? names : kept), same ? needs : needsNow, same ? open : openNow),
      }
    })
}
