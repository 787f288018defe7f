import type { Json, JsonObject, Schema } from '../../src/model/index.ts'
import { objectOf } from './models.ts'

const text = { type: 'string' }
const whole = { type: 'integer' }
const number = { type: 'number' }

/** Not as a literal, since an object with a `then` would be taken for a promise. */
const when = (condition: JsonObject, follows: JsonObject): JsonObject =>
  Object.fromEntries([
    ['if', condition],
    ['then', follows],
  ])

/** The plain schema, and what it is with each keyword. */
function withEach(plain: JsonObject, keywords: readonly (readonly [string, Json])[]): readonly JsonObject[] {
  return [plain, ...keywords.map(([keyword, said]) => ({ ...plain, [keyword]: said }))]
}

const a = objectOf({ a: text }, 'a')
const b = objectOf({ b: whole }, 'b')
const tagged = (tag: string, field: JsonObject): JsonObject => objectOf({ k: { const: tag }, [tag]: field }, 'k')

/** Schemas of one kind that differ in a keyword or two. */
export const families: Readonly<Record<string, readonly Schema[]>> = {
  texts: [
    ...withEach(text, [
      ['minLength', 1],
      ['minLength', 3],
      ['maxLength', 3],
      ['maxLength', 1],
      ['pattern', '^a'],
      ['pattern', '^ab'],
      ['pattern', 'b$'],
      ['format', 'date'],
      ['format', 'uuid'],
      ['enum', ['a', 'ab']],
      ['enum', ['a']],
      ['const', 'ab'],
      ['not', { const: 'a' }],
      ['contentEncoding', 'base64'],
    ]),
    { type: ['string', 'null'] },
    { type: ['string', 'null'], enum: ['a', null] },
    { enum: ['a', 1, null] },
    { enum: ['a', 1, { a: 1 }] },
    { type: ['string', 'integer'] },
    { anyOf: [text, { type: 'null' }] },
    { oneOf: [text, whole] },
    { anyOf: [text, { type: 'string', maxLength: 2 }] },
    { oneOf: [text, { type: 'string', maxLength: 2 }] },
    { allOf: [text, { maxLength: 2 }] },
    { allOf: [text, whole] },
    { type: 'string', minLength: 1, maxLength: 2 },
    { type: 'string', ...when({ const: 'a' }, { maxLength: 0 }) },
    {},
    false,
  ],
  numbers: [
    ...[whole, number].flatMap((plain) =>
      withEach(plain, [
        ['minimum', 1],
        ['minimum', 0.5],
        ['maximum', 2],
        ['exclusiveMinimum', 0],
        ['exclusiveMaximum', 2],
        ['multipleOf', 2],
        ['multipleOf', 0.5],
        ['multipleOf', 0.75],
        ['enum', [1, 2]],
        ['enum', [1, 2.5]],
        ['const', 1],
      ]),
    ),
    { allOf: [{ type: 'number', multipleOf: 0.5 }, { multipleOf: 0.75 }] },
    { allOf: [{ type: 'number', multipleOf: 2 }, { multipleOf: 3 }] },
    { type: ['number', 'null'], minimum: 1 },
    { anyOf: [number, whole] },
    { oneOf: [number, whole] },
    { anyOf: [whole, { type: 'number', minimum: 1 }] },
  ],
  arrays: [
    ...withEach({ type: 'array' }, [
      ['items', text],
      ['items', whole],
      ['items', { type: 'string', maxLength: 1 }],
      ['items', false],
      ['minItems', 1],
      ['minItems', 2],
      ['maxItems', 1],
      ['uniqueItems', true],
      ['prefixItems', [text]],
      ['prefixItems', [whole]],
      ['contains', text],
      ['contains', whole],
      ['unevaluatedItems', false],
    ]),
    { type: 'array', prefixItems: [text], items: false },
    { type: 'array', contains: text, minContains: 2 },
    { type: 'array', contains: text, maxContains: 1 },
    {
      allOf: [
        { type: 'array', contains: text },
        { contains: whole, minContains: 2 },
      ],
    },
    { allOf: [{ type: 'array', contains: text, minContains: 2 }, { contains: whole }] },
    { type: 'array', items: { anyOf: [text, whole] } },
    {
      anyOf: [
        { type: 'array', items: text },
        { type: 'array', items: whole },
      ],
    },
    { anyOf: [{ type: 'array', items: text }, text] },
  ],
  objects: [
    ...withEach(objectOf({ a: text }), [
      ['required', ['a']],
      ['required', ['b']],
      ['additionalProperties', false],
      ['additionalProperties', text],
      ['additionalProperties', whole],
      ['unevaluatedProperties', false],
      ['patternProperties', { '^b': whole }],
      ['patternProperties', { '^b': text }],
      ['propertyNames', { maxLength: 1 }],
      ['minProperties', 1],
      ['maxProperties', 1],
      ['dependentRequired', { a: ['b'] }],
      ['dependentRequired', { b: ['a'] }],
      ['dependentSchemas', { a: { required: ['b'] } }],
      ['not', { required: ['b'] }],
    ]),
    { ...objectOf({ a: text }), additionalProperties: text, unevaluatedProperties: false },
    { ...objectOf({ a: text }), additionalProperties: whole, unevaluatedProperties: false },
    { allOf: [{ ...objectOf({ a: text }), additionalProperties: text }], unevaluatedProperties: false },
    { allOf: [{ ...objectOf({ a: text }), additionalProperties: whole }], unevaluatedProperties: false },
    { allOf: [{ ...objectOf({ a: text }), unevaluatedProperties: false }, { additionalProperties: text }] },
    { allOf: [objectOf({ a: text }), { additionalProperties: text }] },
    objectOf({ a: whole }),
    objectOf({ a: text, b: whole }),
    objectOf({ a: text, b: whole }, 'b'),
    objectOf({}, 'a'),
    objectOf({ b: whole }),
    objectOf({ a: { anyOf: [text, { type: 'null' }] } }),
    { ...objectOf({ a: text }), ...when({ required: ['b'] }, { required: ['a'] }) },
    { ...objectOf({ a: text }), if: { required: ['b'] }, else: { required: ['a'] } },
    { allOf: [objectOf({ a: text }), { required: ['b'] }] },
    { allOf: [objectOf({ a: text }), objectOf({ a: { maxLength: 1 } })] },
    { allOf: [objectOf({ a: text }), objectOf({ a: whole })] },
    { anyOf: [a, b] },
    { oneOf: [a, b] },
    { oneOf: [b, a] },
    { anyOf: [objectOf({ a: text }), objectOf({ a: text, b: whole })] },
    { oneOf: [objectOf({ a: text }), objectOf({ a: text, b: whole })] },
    { anyOf: [tagged('a', text), tagged('b', whole)] },
    { oneOf: [tagged('a', text), tagged('b', whole)] },
    { oneOf: [tagged('a', text), tagged('b', text)] },
    { oneOf: [tagged('a', text), tagged('b', whole), tagged('c', whole)] },
    { type: ['object', 'null'], properties: { a: text } },
  ],
}

/** Values that meet these schemas. */
export const meeting: readonly Json[] = [
  ...[null, true, '', 'a', 'b', 'ab', 'ba', 'abcd', '2026-01-01', 'b0b1c2d3-0000-4000-8000-000000000000'],
  ...[0, 1, 2, 3, 6, -1, 0.5, 0.75, 1.5, 2.5, 1e9],
  ...[[], ['a'], ['a', 'a'], ['a', 'b'], ['ab'], [1], [1, 1], [1, 2], ['a', 1], [1, 'a'], ['a', 1, 2], ['a', 'b', 1]],
  ...[{}, { a: 'a' }, { a: 'ab' }, { a: 1 }, { a: null }, { b: 1 }, { b: 'x' }, { a: 'a', b: 1 }, { a: 'a', b: 'x' }],
  ...[{ bb: 1 }, { a: 'a', bb: 1 }, { a: 'a', bb: 'x' }, { c: 1 }, { a: 'a', c: 1 }, { a: 'a', c: 'x' }],
  ...[{ k: 'a' }, { k: 'a', a: 'a' }, { k: 'b', b: 1 }, { k: 'b', b: 'x' }, { k: 'c' }, { k: 'c', c: 1 }],
]
