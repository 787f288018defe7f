import type { Json, JsonObject, Schema } from '@jackfield/core'
import { type Answer, contractOf } from './described.ts'
import { propertiesOf, requiredOf, typesOf, wholeSchema } from './whole-schema.ts'

/** A field that the base's answer has. */
export interface Field {
  /** Names, and `[]` for the elements of an array. */
  readonly steps: readonly string[]
  readonly type: string
  /** Whether its words differ in the revision, or those of what it lies in; by comparing the documents' text. */
  readonly changed: boolean
  /** Whether the revision has it no more. */
  readonly removed: boolean
}

const most = 400
const deepest = 5

/** The fields of an answer, outermost first. */
export function fieldsOf(base: Answer, revision: Answer | undefined): readonly Field[] {
  const fields: Field[] = []
  const level: Visit[] = [
    { steps: [], own: whole(base.schema, base.root), other: whole(revision?.schema, revision?.root), changed: false },
  ]
  for (let visit = level.shift(); visit !== undefined && fields.length < most; visit = level.shift()) {
    const { steps, own, other } = visit
    const type = typesOf(own).find((each) => each !== 'null') ?? 'any'
    const removed = revision === undefined || other === undefined
    const changed = visit.changed || removed || wordsOf(own) !== wordsOf(other)
    fields.push({ steps, type, changed, removed })
    if (steps.length < deepest) level.push(...below({ ...visit, changed: false }, type, { base, revision }))
  }
  return fields
}

interface Visit {
  readonly steps: readonly string[]
  readonly own: JsonObject
  readonly other: JsonObject | undefined
  readonly changed: boolean
}

function below(
  { steps, own, other }: Visit,
  type: string,
  { base, revision }: { readonly base: Answer; readonly revision: Answer | undefined },
): readonly Visit[] {
  const inner = (schema: Schema | undefined): JsonObject => whole(schema, base.root)
  const others = (schema: Schema | undefined): JsonObject | undefined =>
    schema === undefined || revision === undefined ? undefined : whole(schema, revision.root)
  if (type === 'array')
    return [
      {
        steps: [...steps, '[]'],
        own: inner(own.items as Schema),
        other: others(other?.items as Schema),
        changed: false,
      },
    ]
  const [mine, theirs] = [requiredOf(own), requiredOf(other ?? {})]
  return Object.entries(propertiesOf(own)).map(([name, property]) => ({
    steps: [...steps, name],
    own: inner(property),
    other: others(propertiesOf(other ?? {})[name]),
    changed: mine.has(name) !== theirs.has(name),
  }))
}

function whole(schema: Schema | undefined, root: JsonObject | undefined): JsonObject {
  return wholeSchema(schema, root ?? {}, () => 0)
}

/** What it says of itself, without what it says of what it has. */
function wordsOf(schema: JsonObject | undefined): string {
  const { properties: _properties, items: _items, required: _required, ...own } = schema ?? {}
  return JSON.stringify(contractOf(own as Json))
}

/** The path as modes name fields. */
function fieldName(steps: readonly string[]): string {
  return steps.map((step) => (step === '[]' ? step : `.${step}`)).join('')
}

/** All fields on the way to one, itself among them. */
export function prefixesOf(steps: readonly string[]): readonly string[] {
  return steps.map((_step, index) => fieldName(steps.slice(0, index + 1))).filter((name) => !name.endsWith('[]'))
}
