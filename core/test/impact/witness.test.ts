import { describe, expect, it } from 'vitest'
import { type AssessedDependent, renderers } from '../../src/impact/index.ts'
import { validateBySchema } from '../../src/invoke/index.ts'
import type { Finding, ImpactReport, Json, JsonObject, Read, SupplySource } from '../../src/model/index.ts'
import { actionOf, connectorOf, objectOf, withOperations } from '../diff/models.ts'
import { assess } from './assess-checked.ts'
import { changing, restock } from './pune.ts'

const text = { type: 'string' }

/** A flow whose one step supplies `in` and reads `out.field` of what step `get` gave. */
function flowOf(from: SupplySource, id = 'flow'): AssessedDependent {
  const read: Read = { step: 'get', path: ['out', 'field'], as: 'value', ifAbsent: 'drops', at: null }
  return {
    ...restock,
    dependent: { ...restock.dependent, id },
    usages: [
      { step: 'get', operation: 'shop.get', supplies: [{ path: ['in'], from, at: null }], reads: [] },
      { step: 'use', operation: 'shop.use', supplies: [], reads: [read] },
    ],
  }
}

interface Parts {
  readonly input?: Json
  readonly field?: Json
  readonly required?: readonly string[]
}

const inputOf = (schema: Json): JsonObject => objectOf({ in: schema }, 'in')
const outputOf = ({ field = text, required = ['field'] }: Parts): JsonObject =>
  objectOf({ out: objectOf({ field }, ...required), id: text }, 'out', 'id')

const shop = (parts: Parts) =>
  withOperations(actionOf('get', { input: inputOf(parts.input ?? text), output: outputOf(parts) }), actionOf('use'))

function reported(base: Parts, revision: Parts, flows = [flowOf({ kind: 'unknown' })]): ImpactReport {
  return assess(changing(shop(base), shop(revision), { dependents: flows }))
}

const only = (report: ImpactReport): Finding => {
  expect(report.findings).toHaveLength(1)
  return report.findings[0] as Finding
}

/** What differs, and the example by which it is shown, wrapped up to the whole input or output. */
const inputs: readonly (readonly [string, base: Json, revision: Json, witness: Json])[] = [
  ['input.enum-narrowed', { enum: ['a', 'b'] }, { enum: ['a'] }, { in: 'b' }],
  ['input.enum-narrowed', text, { enum: ['a'] }, { in: 'text' }],
  ['input.null-refused', { type: ['string', 'null'] }, text, { in: null }],
  ['input.narrowed', { type: ['string', 'integer'] }, text, { in: 1 }],
  ['input.narrowed', { type: 'number' }, { type: 'integer' }, { in: 0.5 }],
  ['input.constraint-tightened', text, { type: 'string', maxLength: 3 }, { in: 'xxxx' }],
  ['input.constraint-tightened', text, { type: 'string', minLength: 3 }, { in: 'xx' }],
  ['input.constraint-tightened', text, { type: 'string', format: 'date' }, { in: 'text' }],
  ['input.constraint-tightened', text, { type: 'string', pattern: '^[0-9]+$' }, { in: '' }],
  ['input.constraint-tightened', { type: 'integer' }, { type: 'integer', maximum: 9 }, { in: 10 }],
  ['input.constraint-tightened', { type: 'integer' }, { type: 'integer', minimum: 1 }, { in: 0 }],
  ['input.constraint-tightened', { type: 'number' }, { type: 'number', exclusiveMinimum: 0 }, { in: 0 }],
  ['input.constraint-tightened', { type: 'integer' }, { type: 'integer', multipleOf: 5 }, { in: 1 }],
  [
    'input.constraint-tightened',
    { type: 'array', items: text },
    { type: 'array', items: text, maxItems: 1 },
    { in: ['text', 'text'] },
  ],
  [
    'input.made-required',
    objectOf({ a: text, b: text }, 'a'),
    objectOf({ a: text, b: text }, 'a', 'b'),
    { in: { a: 'text' } },
  ],
  ['input.required-added', objectOf({ a: text }), objectOf({ a: text, b: text }, 'b'), { in: {} }],
  ['input.removed', objectOf({ a: text }), objectOf({}, ...[]), null],
]

describe('a changed input', () => {
  it.each(inputs)('%s: of %j and %j', (kind, base, revision, witness) => {
    const finding = only(reported({ input: base }, { input: revision }))
    expect([finding.kind, finding.evidence.witness ?? null]).toEqual([kind, witness])
    if (witness === null) return
    expect(validateBySchema(inputOf(base), {}, witness)).toEqual([])
    expect(validateBySchema(inputOf(revision), {}, witness)).not.toEqual([])
  })
})

const outputs: readonly (readonly [string, base: Parts, revision: Parts, field: JsonObject])[] = [
  ['output.made-nullable', {}, { field: { type: ['string', 'null'] } }, { field: null }],
  ['output.made-optional', {}, { required: [] }, {}],
  ['output.type', {}, { field: { type: 'integer' } }, { field: 1 }],
  ['output.enum-widened', { field: { enum: ['a'] } }, { field: { enum: ['a', 'b'] } }, { field: 'b' }],
  ['output.widened', { field: { type: 'string', maxLength: 2 } }, {}, { field: 'xxx' }],
  ['output.wrapped', {}, { field: { type: 'array', items: text } }, { field: [] }],
]

describe('a changed output', () => {
  it.each(outputs)('%s: of %j and %j', (kind, base, revision, out) => {
    const finding = only(reported(base, revision))
    const witness = { out, id: 'text' }
    expect([finding.kind, finding.evidence.witness]).toEqual([kind, witness])
    expect(validateBySchema(outputOf(revision), {}, witness)).toEqual([])
    expect(validateBySchema(outputOf(base), {}, witness)).not.toEqual([])
  })
})

describe('the example', () => {
  const narrowed = reported({ input: { enum: ['a', 'b'] } }, { input: { enum: ['a'] } })

  it('is left out of what is safe', () => {
    const literal = flowOf({ kind: 'literal', value: 'a' })
    const finding = only(reported({ input: { enum: ['a', 'b'] } }, { input: { enum: ['a'] } }, [literal]))
    expect([finding.status, finding.evidence.witness]).toEqual(['safe', undefined])
  })

  it('is the same for every flow, in whichever order they are given, and changes no fingerprint', () => {
    const flows = ['b', 'a', 'c'].map((id) => flowOf({ kind: 'unknown' }, id))
    const [one, other] = [flows, flows.toReversed()].map((given) =>
      reported({ input: { type: ['string', 'null'] } }, { input: text }, given),
    )
    expect(other).toEqual(one)
    expect(one?.findings.map((finding) => finding.evidence.witness)).toEqual([{ in: null }, { in: null }, { in: null }])
    const without = reported({ input: { enum: ['a', 'b'] } }, { input: { enum: ['a'] } }).findings
    expect(without.map((finding) => finding.fingerprint)).toEqual(
      narrowed.findings.map(({ fingerprint }) => fingerprint),
    )
  })

  it('is told in one line', () => {
    const told = (name: string): string => renderers.find((one) => one.name === name)?.impact(narrowed) ?? ''
    expect(told('text')).toContain('\n  for example {"in":"b"} is refused now\n')
    expect(told('markdown')).toContain('<br>For example `{"in":"b"}` is refused now.')
  })

  it('is not looked for in schemas that are too large', () => {
    const fields = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`f${index}`, text]))
    const large = (field: Json): Parts => ({ field, input: objectOf(fields) })
    const wide = (field: Json) =>
      connectorOf({
        operations: {
          get: actionOf('get', { output: objectOf({ ...fields, out: objectOf({ field }, 'field') }, 'out') }),
          use: actionOf('use'),
        },
      })
    expect(large(text).input).toBeDefined()
    const report = assess(
      changing(wide(text), wide({ type: 'integer' }), { dependents: [flowOf({ kind: 'unknown' })] }),
    )
    expect(report.findings.map((finding) => [finding.status, finding.evidence.witness])).toEqual([
      ['broken', undefined],
    ])
  })
})
