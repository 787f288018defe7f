import { describe, expect, it } from 'vitest'
import { compareConnectors } from '../../src/diff/diff-connectors.ts'
import { createFindWitness, createShapes, diffConnectors, type End, witnessOf } from '../../src/diff/index.ts'
import type { Connector, Json, JsonObject, Operation } from '../../src/model/index.ts'
import { actionOf, answering, objectOf, withOperations } from './models.ts'

type Build = (leaf: string) => Connector

/** Schemas `L0`, `L1`, …, each of the next one; the last is the leaf. */
function chain(length: number, link: (next: JsonObject, index: number) => JsonObject): Build {
  return (leaf) => {
    const schemas = Array.from({ length }, (_, index): readonly [string, JsonObject] => {
      const next = { $ref: `#/schemas/L${index + 1}` }
      return [`L${index}`, index === length - 1 ? objectOf({ leaf: { type: leaf } }) : link(next, index)]
    })
    return answering({ $ref: '#/schemas/L0' }, Object.fromEntries(schemas))
  }
}

/** What somebody could write to exhaust the stack, the memory or the time of whoever compares it. */
const hard: Readonly<Record<string, Build>> = {
  'a long chain of references': chain(20_000, (next) => next),
  'a long chain of allOf': chain(5_000, (next) => ({ allOf: [next] })),
  'a long chain of fields': chain(5_000, (next) => objectOf({ next })),
  'a long chain of elements': chain(5_000, (next) => ({ type: 'array', items: next })),
  'a long chain of alternatives': chain(1_000, (next) => ({ anyOf: [next, { type: 'boolean' }] })),
  'a long chain of not': chain(5_000, (next) => ({ not: next })),
  'alternatives that double at each level': chain(40, (next, index) => ({
    anyOf: [next, { allOf: [next, objectOf({ [`p${index}`]: {} })] }],
  })),
  'an object of many fields': (leaf) =>
    answering(objectOf(Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`${leaf}${index}`, {}])))),
  'schemas that all refer to each other': (leaf) => {
    const names = Array.from({ length: 60 }, (_, index) => `L${index}`)
    const fields = Object.fromEntries(names.map((name) => [name, { $ref: `#/schemas/${name}` }]))
    const schemas = names.map((name) => [name, objectOf({ ...fields, leaf: { type: leaf } })] as const)
    return answering({ $ref: '#/schemas/L0' }, Object.fromEntries(schemas))
  },
  'alternatives that exclude each other, of schemas that all refer to each other': (leaf) => {
    const names = Array.from({ length: 40 }, (_, index) => `L${index}`)
    const one = { oneOf: names.map((name) => ({ $ref: `#/schemas/${name}` })) }
    const fields = Object.fromEntries(names.map((name) => [name, { $ref: `#/schemas/${name}` }]))
    const schemas = names.map((name) => [name, objectOf({ ...fields, leaf: { type: leaf } }, ...names)] as const)
    return answering(objectOf({ one }), Object.fromEntries(schemas))
  },
  'very many values': (leaf) =>
    answering({ enum: Array.from({ length: 20_000 }, (_, index): Json => `${leaf}${index}`) }),
}

describe.each(Object.entries(hard))('%s', (_name, build) => {
  it('is the same as itself', () => {
    expect(diffConnectors(build('string'), build('string'))).toEqual([])
  }, 60_000)

  it('differs from another, and ends', () => {
    expect(diffConnectors(build('string'), build('integer')).length).toBeGreaterThan(0)
  }, 60_000)

  it('is shown by a witness or not, and ends', () => {
    const [base, revision] = [build('string'), build('integer')]
    const find = createFindWitness(end(revision), end(base), { left: 10_000 })
    for (const change of diffConnectors(base, revision).slice(0, 50)) {
      const witness = witnessOf(change, find)
      if (witness !== null) expect(JSON.stringify(witness.value).length).toBeLessThanOrEqual(1000)
    }
  }, 60_000)
})

function end(connector: Connector): End {
  const { output } = connector.operations.get as Operation
  return { schema: output, schemas: connector.schemas, shapes: createShapes(connector) }
}

describe('many operations that answer with schemas that all refer to each other', () => {
  const operations = 200
  const build = (leaf: string): Connector => {
    const names = Array.from({ length: 30 }, (_, index) => `L${index}`)
    const fields = Object.fromEntries(names.map((name) => [name, { $ref: `#/schemas/${name}` }]))
    const schemas = names.map((name) => [name, objectOf({ ...fields, leaf: { type: leaf } })] as const)
    const output = { type: 'array', items: { $ref: '#/schemas/L0' } }
    const all = Array.from({ length: operations }, (_, index) => actionOf(`get${index}`, { output }))
    return { ...withOperations(...all), schemas: Object.fromEntries(schemas) }
  }
  const { changes, problems } = compareConnectors(build('string'), build('integer'))
  const first = changes.filter(({ operation }) => operation === 'get0')

  it('are compared in as many places as can be, the outermost first', () => {
    expect(changes.length).toBeLessThan(operations * 4000)
    const types = first.filter(({ kind }) => kind === 'output.type').map(({ pointer }) => pointer)
    expect(types).toContain('/operations/get0/output/items/properties/leaf')
    expect(types).toContain('/operations/get0/output/items/properties/L7/properties/leaf')
  })

  it('say of every other place that nothing was looked at there, and why the whole is not complete', () => {
    const places = first.filter(({ kind }) => kind === 'output.changed').map(({ pointer }) => pointer)
    expect(places.length).toBeGreaterThan(0)
    const deep = '/operations/get0/output/items/properties/L1/properties/L2/properties/L3/properties/L4/properties/leaf'
    const reported = first.some(({ kind, pointer }) => kind === 'output.type' && pointer === deep)
    expect(reported || places.some((place) => deep.startsWith(`${place}/`))).toBe(true)
    expect(problems).toHaveLength(operations)
    expect(problems[0]?.message).toContain('in too many places or too deep')
  })
})

describe('one difference at the bottom of schemas that each hold the next one several times', () => {
  const build = chain(60, (next) => objectOf({ a: next, b: next, c: next }))
  const { changes, problems } = compareConnectors(build('string'), build('integer'))

  it('is told at few places that hold all the others, and what lies around them is not in doubt', () => {
    const places = changes.map(({ kind, pointer }) => `${kind} ${pointer}`)
    const inner = ['a', 'b', 'c'].flatMap((one) => ['a', 'b', 'c'].map((two) => `/properties/${one}/properties/${two}`))
    expect(places).toEqual(inner.map((place) => `output.changed /operations/get/output${place}`))
    expect(changes.map(({ level }) => level)).not.toContain('safe')
  })

  it('is one problem', () => {
    expect(problems.map(({ code }) => code)).toEqual(['change-not-understood'])
  })
})

describe('a pattern that takes an engine as long as it likes', () => {
  it('is not tried with long texts', () => {
    const text = (pattern: string, maxLength: number): Connector =>
      answering(objectOf({ at: { type: 'string', pattern, maxLength } }))
    const [base, revision] = [text('^(x+x+)+y?$', 60), text('^(?:x+x+)+y?(?=)$', 90)]
    const find = createFindWitness(end(revision), end(base), { left: 10_000 })
    const changes = diffConnectors(base, revision)
    expect(changes.length).toBeGreaterThan(0)
    for (const change of changes) {
      const witness = witnessOf(change, find)
      if (witness !== null) expect(JSON.stringify(witness.value).length).toBeLessThan(60)
    }
  })
})
