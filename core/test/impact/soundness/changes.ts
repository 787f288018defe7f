import type { JsonObject, Schema } from '../../../src/model/index.ts'

const text = { type: 'string' }
const list = (items: object): object => ({ type: 'array', items })

/** What the trigger gives; each change makes it another. */
export const order: JsonObject = {
  type: 'object',
  required: ['id', 'way', 'count', 'ref', 'tags', 'lines', 'person'],
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
  ([field, [owner, name]]) =>
    Object.entries(kinds).map(
      ([kind, change]) => [`${field} ${kind}`, edited(order, (copy) => change(at(copy, owner), name))] as const,
    ),
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
  [{ enum: ['road', 'rail', 'air', 'sea'] }, { enum: ['road', 'rail'] }],
] as never
