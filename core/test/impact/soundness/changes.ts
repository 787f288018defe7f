import type { JsonObject, Schema } from '../../../src/model/index.ts'

const text = { type: 'string' }
const list = (items: object): object => ({ type: 'array', items })

/** What the trigger gives; each change makes it another. */
export const order: JsonObject = {
  type: 'object',
  required: ['id', 'way', 'count', 'ref', 'tags', 'lines', 'person', 'code', 'amount', 'parts', 'extra', 'marked'],
  properties: {
    id: text,
    way: { enum: ['road', 'rail'] },
    count: { type: 'integer' },
    note: text,
    ref: { type: ['string', 'null'] },
    urgent: { type: 'boolean' },
    tags: list(text),
    lines: list({
      type: 'object',
      required: ['sku', 'qty', 'marks'],
      properties: { sku: text, qty: { type: 'integer' }, batch: text, marks: list(text) },
    }),
    person: { type: 'object', required: ['name'], properties: { name: text, mail: text } },
    code: { type: 'string', minLength: 1 },
    amount: { type: 'integer', minimum: 1 },
    parts: {
      ...list({
        type: 'object',
        required: ['no', 'of'],
        properties: {
          no: { type: 'integer', minimum: 1 },
          of: { type: 'string', minLength: 1 },
          kinds: { ...list(text), minItems: 1 },
        },
      }),
      minItems: 1,
      maxItems: 2,
    },
    extra: { type: 'object', additionalProperties: text, minProperties: 1 },
    marked: { type: 'object', patternProperties: { '^x-': text }, required: ['x-a'] },
  },
} as never

type Edit = (schema: Record<string, never>) => void
/** What lies at a path in a schema. */
const at = (schema: object, path: string): Record<string, never> =>
  path === '' ? (schema as never) : (path.split('.').reduce((inner, name) => (inner as never)[name], schema) as never)

const fields = {
  id: ['', 'id'],
  way: ['', 'way'],
  count: ['', 'count'],
  note: ['', 'note'],
  ref: ['', 'ref'],
  urgent: ['', 'urgent'],
  tags: ['', 'tags'],
  lines: ['', 'lines'],
  person: ['', 'person'],
  sku: ['properties.lines.items', 'sku'],
  qty: ['properties.lines.items', 'qty'],
  batch: ['properties.lines.items', 'batch'],
  marks: ['properties.lines.items', 'marks'],
  name: ['properties.person', 'name'],
  mail: ['properties.person', 'mail'],
  code: ['', 'code'],
  amount: ['', 'amount'],
  parts: ['', 'parts'],
  extra: ['', 'extra'],
  marked: ['', 'marked'],
  no: ['properties.parts.items', 'no'],
  of: ['properties.parts.items', 'of'],
  kinds: ['properties.parts.items', 'kinds'],
} as const

const kinds: Readonly<Record<string, (owner: Record<string, never>, name: string) => void>> = {
  removed(owner, name) {
    delete at(owner, 'properties')[name]
    optional(owner, name)
  },
  optional,
  required(owner, name) {
    const all = owner.required as unknown as string[]
    if (!all.includes(name)) all.push(name)
  },
  nullable: (owner, name) => replace(owner, name, (schema) => ({ anyOf: [schema, { type: 'null' }] })),
  number: (owner, name) => replace(owner, name, () => ({ type: 'number' })),
  text: (owner, name) => replace(owner, name, () => text),
  wrapped: (owner, name) => replace(owner, name, list),
  listed: (owner, name) => replace(owner, name, () => list(text)),
  wider: (owner, name) => replace(owner, name, () => ({ enum: ['road', 'rail', 'air'] })),
  elements: (owner, name) => replace(owner, name, () => list({ type: ['string', 'null'] })),
}

const bounds = ['minLength', 'minimum', 'minItems', 'maxItems', 'minProperties']

/** What has bounds, each of them gone or another. */
const bounded: Readonly<Record<string, (schema: Record<string, unknown>) => object>> = {
  unbounded: (schema) => Object.fromEntries(Object.entries(schema).filter(([keyword]) => !bounds.includes(keyword))),
  longer: ({ maxItems: _, ...schema }) => schema,
  'maybe empty': ({ minItems: _, minLength: __, minimum: ___, minProperties: ____, ...schema }) => schema,
  'of numbers': (schema) => ({ ...schema, patternProperties: { '^x-': { type: 'number' } } }),
}

function optional(owner: Record<string, never>, name: string): void {
  owner.required = (owner.required as unknown as string[]).filter((one) => one !== name) as never
}

function replace(owner: Record<string, never>, name: string, by: (schema: object) => object): void {
  const properties = at(owner, 'properties')
  properties[name] = by(properties[name] ?? {}) as never
}

function edited(schema: JsonObject, edit: Edit): JsonObject {
  const copy = structuredClone(schema)
  edit(copy as never)
  return copy
}

/** Every change of every field of what comes out. */
export const outputs: readonly (readonly [what: string, revision: JsonObject])[] = Object.entries(fields).flatMap(
  ([field, [owner, name]]) => {
    const change = (kind: string, edit: typeof optional): readonly [string, JsonObject] => [
      `${field} ${kind}`,
      edited(order, (copy) => edit(at(copy, owner), name)),
    ]
    const isBounded = bounds.some((bound) => bound in at(at(at(order, owner), 'properties'), name))
    return [
      ...Object.entries(kinds).map(([kind, edit]) => change(kind, edit)),
      ...Object.entries(isBounded || name === 'marked' ? bounded : {}).map(([kind, by]) =>
        change(kind, (inner, field) => replace(inner, field, by as (schema: object) => object)),
      ),
    ]
  },
)

/** What the input `x` admits, before and after. */
export const inputs: readonly (readonly [base: Schema, revision: Schema])[] = [
  [{}, {}],
  [text, text],
  [text, { type: 'string', maxLength: 3 }],
  [{}, text],
  [{ type: 'number' }, { type: 'number' }],
  [{ type: 'number' }, { type: 'integer' }],
  [{}, { type: 'number' }],
  [list(text), list(text)],
  [{}, list(text)],
  [{ type: ['string', 'null'] }, text],
  [{ anyOf: [text, list(text)] }, text],
  [{ anyOf: [text, list(text)] }, list(text)],
  [{ anyOf: [{ type: 'object' }, list({ type: 'object' })] }, { type: 'object' }],
  [{ anyOf: [{ type: 'object' }, list({ type: 'object' })] }, list({ type: 'object' })],
  [{ type: 'boolean' }, text],
  [
    { type: 'string', minLength: 1 },
    { type: 'string', minLength: 1 },
  ],
  [
    { type: 'integer', minimum: 1 },
    { type: 'integer', minimum: 1 },
  ],
  [
    { ...list({}), minItems: 1 },
    { ...list({}), minItems: 1 },
  ],
  [
    { type: 'object', patternProperties: { '^x': { type: 'string', minLength: 1 } } },
    { type: 'object', patternProperties: { '^x': { type: 'string', minLength: 1 } } },
  ],
  [
    { type: 'object', minProperties: 1 },
    { type: 'object', minProperties: 1 },
  ],
  [{ enum: ['road', 'rail', 'air', 'sea'] }, { enum: ['road', 'rail'] }],
] as never
