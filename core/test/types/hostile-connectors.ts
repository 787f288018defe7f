import type { Connector, Json } from '../../src/model/index.ts'
import { answering, connector } from './connector.ts'
import { evil, interpolated, names } from './hostile-names.ts'

const named = (value: (name: string) => Json): Readonly<Record<string, Json>> =>
  Object.fromEntries(names.map((name) => [name, value(name)]))

function nested(levels: number, inner: (deeper: Json) => Json): Json {
  let schema: Json = { type: 'string' }
  for (let level = 0; level < levels; level++) schema = inner(schema)
  return schema
}

const numbered = (count: number, value: (index: number) => Json): Record<string, Json> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, value(index)]))

const ref = (name: string): Json => ({ $ref: `#/schemas/${name}` })

/** Ten unions of ten objects, all of which hold: ten to the tenth variants. */
const product: Json = {
  allOf: Array.from({ length: 10 }, (_, a) => ({
    anyOf: Array.from({ length: 10 }, (_, b) => ({ required: [`p${a}x${b}`], properties: { [`p${a}x${b}`]: {} } })),
  })),
}

/** By what it is that an author could do, and whether something of it is typed as any JSON value. */
export const hostileConnectors: Readonly<Record<string, { readonly connector: Connector; readonly warns?: RegExp }>> = {
  'code in tsType, tsEnum and tsEnumNames': {
    connector: answering({
      tsType: 'any; declare const injected: 1',
      properties: {
        a: { tsType: evil },
        b: { enum: ['x', 'y'], tsEnumNames: ['x = 1} declare const injected: 1; enum Y {', 'y'] },
        c: { type: 'string', tsEnum: evil, goJSONSchema: {} },
      },
    }),
  },
  'code in titles, descriptions, $id and customName': {
    connector: connector({
      operations: {
        get: {
          title: evil,
          description: evil,
          output: {
            title: evil,
            $id: evil,
            id: evil,
            name: evil,
            properties: { a: { title: evil, description: evil } },
          },
        },
      },
    }),
  },
  'code in values': {
    connector: answering({
      properties: {
        a: { const: evil },
        b: { enum: [evil, interpolated, '\ud800'] },
        c: { default: evil, examples: [evil] },
      },
    }),
  },
  'names of properties': {
    connector: answering({ properties: named(() => ({ type: 'string', description: evil })), required: names }),
  },
  'names of schemas': {
    connector: connector({
      schemas: named((name) => ({ properties: { to: ref(name) } })),
      operations: { get: { output: { anyOf: names.map(ref) } as never } },
    }),
  },
  'names of operations': {
    connector: connector({
      operations: Object.fromEntries(names.map((name) => [name, { output: { type: 'string' } }])),
    }),
  },
  'names that become one': {
    connector: connector({
      schemas: {
        'a-b': { type: 'object', properties: { x: {} } },
        a_b: { type: 'string' },
        aB: { type: 'number' },
        AB: {},
        AB2: {},
        'a.b': {},
      },
    }),
  },
  'a reference to the network': {
    connector: answering({ properties: { a: { $ref: 'http://127.0.0.1:9/schema.json' } } }),
    warns: /refers to/,
  },
  'a reference to a file': { connector: answering({ $ref: 'file:///etc/passwd' }), warns: /refers to/ },
  'a reference to a prototype': {
    connector: answering({ anyOf: [ref('__proto__'), { $ref: '#/__proto__' }, { $ref: '#' }] }),
    warns: /refers to/,
  },
  'a schema that is itself': { connector: answering(ref('A'), { A: ref('A') }), warns: /only of itself/ },
  'schemas that are each other': {
    connector: answering(ref('A'), {
      A: ref('B'),
      B: { anyOf: [ref('C'), { type: 'null' }] },
      C: { allOf: [ref('A')] },
    }),
    warns: /only of itself/,
  },
  'a tree': {
    connector: answering(ref('Tree'), { Tree: { properties: { children: { type: 'array', items: ref('Tree') } } } }),
  },
  'trees of each other': {
    connector: answering(ref('A'), {
      A: { properties: { b: ref('B') } },
      B: { type: ['object', 'array'], properties: { a: ref('A') }, items: ref('B') },
    }),
  },
  'a list of itself': {
    connector: answering(ref('List'), {
      List: {
        anyOf: [
          { type: 'string' },
          { type: 'array', items: ref('List') },
          { type: 'object', additionalProperties: ref('List') },
        ],
      },
    }),
  },
  '10,000 properties': {
    connector: answering({ properties: numbered(10_000, () => ({ type: 'string', title: 'A title' })) }),
  },
  '100,000 properties': {
    connector: answering({ properties: numbered(100_000, () => ({ type: 'string' })) }),
    warns: /too large/,
  },
  '5,000 levels of objects': {
    connector: answering(nested(5_000, (inner) => ({ properties: { inner } }))),
    warns: /nested/,
  },
  '5,000 levels of arrays': {
    connector: answering(nested(5_000, (items) => ({ type: 'array', items }))),
    warns: /nested/,
  },
  '5,000 levels of anyOf': {
    connector: answering(nested(5_000, (inner) => ({ anyOf: [inner, { type: 'null' }] }))),
    warns: /nested/,
  },
  '5,000 levels of a constant': {
    connector: answering({ const: nested(5_000, (inner) => [inner]) }),
    warns: /constant/,
  },
  'twice as many at each level': {
    connector: connector({
      schemas: {
        S0: { type: 'string' },
        ...Object.fromEntries(
          Array.from({ length: 60 }, (_, n) => [
            `S${n + 1}`,
            { anyOf: [ref(`S${n}`), { type: 'array', items: ref(`S${n}`) }] },
          ]),
        ),
      },
    }),
  },
  'ten to the tenth variants': { connector: answering(product), warns: /variants/ },
  'variants behind references': {
    connector: answering(ref('P3'), {
      P0: { anyOf: Array.from({ length: 20 }, (_, n) => ({ properties: { [`p${n}`]: {} } })) },
      ...Object.fromEntries(
        [1, 2, 3].map((n) => [`P${n}`, { allOf: [ref(`P${n - 1}`), { properties: { inner: {} } }, ref('P0')] }]),
      ),
    }),
    warns: /variants/,
  },
  'an enum of 50,000': {
    connector: answering({ enum: Array.from({ length: 50_000 }, (_, n) => `v${n}`) }),
    warns: /50000 values/,
  },
  'an enum of 2,000': { connector: answering({ enum: Array.from({ length: 2_000 }, (_, n) => `v${n}`) }) },
  '3,000 choices': {
    connector: answering({
      oneOf: Array.from({ length: 3_000 }, (_, n) => ({ properties: { [`p${n}`]: { const: n } } })),
    }),
    warns: /variants/,
  },
  'a tuple of 10,000': {
    connector: answering({
      type: 'array',
      prefixItems: Array.from({ length: 10_000 }, () => ({ type: 'string' })),
      minItems: 5_000,
    }),
  },
  'a tuple of a billion': {
    connector: answering({ type: 'array', items: { type: 'string' }, minItems: 1e9, maxItems: 1e9 }),
  },
  'a tuple with at least a billion': {
    connector: answering({ type: 'array', prefixItems: [{ type: 'string' }], items: false, minItems: 1e9 }),
  },
  'keywords of wrong types': {
    connector: answering({
      type: ['string', 7, null, { a: 1 }, 'file'],
      properties: [],
      required: 'all',
      enum: 'none',
      allOf: {},
      anyOf: 3,
      items: 'x',
      minItems: -3.5,
      additionalProperties: 'no',
      patternProperties: [],
      deprecated: 'yes',
      nullable: 'maybe',
      title: 3,
      description: [],
      $ref: 4,
    } as Json),
  },
  'a schema that is a number': { connector: answering({ properties: { a: 3, b: null, c: 'x', d: [] } }) },
  'null and infinity as values': {
    connector: answering({ enum: [null, Number.POSITIVE_INFINITY, Number.NaN, -0, 1e300] }),
  },
}
