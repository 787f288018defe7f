import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Json, type JsonObject, pointer, valueAt } from '../../src/model/index.ts'
import { checkStructure, connectorSchema } from '../../src/validate/index.ts'

const isRegex = (text: string): boolean => {
  try {
    new RegExp(text)
    return true
  } catch {
    return false
  }
}
// What hangs on `extends` is told in words of its own, beside the check of structure.
const { if: _if, then: _then, else: _else, ...structure } = connectorSchema
const ajv = new Ajv2020({ strict: false, allErrors: false, formats: { regex: isRegex } })
const accepts = ajv.compile(structure)
const mistakesIn = (manifest: Json) => checkStructure(manifest, { schema: connectorSchema, root: connectorSchema })

const connectors = join(import.meta.dirname, '../../../plugins/connectors')
const manifestOf = (name: string): JsonObject => parse(readFileSync(join(connectors, name, 'connector.yaml'), 'utf8'))
const manifests = ['production-tracker', 'zoho-inventory'].map(manifestOf)

/** Every place in a value. */
function placesIn(value: Json, at = ''): string[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return [at, ...inner.flatMap(([name, each]) => placesIn(each as Json, at + pointer(name)))]
}

/** The manifest with the value at a place replaced, removed (`undefined`), or a key added beside it. */
function changed(manifest: JsonObject, at: string, value: Json | undefined, added?: string): Json {
  const copy = structuredClone(manifest) as JsonObject
  const segments = at
    .slice(1)
    .split('/')
    .map((each) => each.replaceAll('~1', '/').replaceAll('~0', '~'))
  const last = segments.pop() ?? ''
  const parent = valueAt(copy, segments) as Record<string, Json>
  const name = added === undefined || Array.isArray(parent) ? last : added
  if (value === undefined && Array.isArray(parent)) parent.splice(Number(name), 1)
  else if (value === undefined) delete parent[name]
  else parent[name] = value
  return copy
}

describe('the check of structure and a JSON Schema validator', () => {
  beforeAll(() => expect(ajv.errors ?? null).toBeNull())

  it.each(manifests)('agree on what is right: $id', (manifest) => {
    expect(accepts(manifest)).toBe(true)
    expect(mistakesIn(manifest)).toEqual([])
  })

  const foreign = fc.oneof(
    fc.constantFrom<Json>(
      null,
      true,
      0,
      1,
      -1,
      1.5,
      '',
      'GET /x',
      '/x',
      'x',
      '60s',
      '#/schemas/Order',
      'object',
      'read',
      '(',
    ),
    fc.constantFrom<Json>(
      [],
      {},
      ['string', 'string'],
      [{}],
      { at: '/x' },
      { type: 'apiKey' },
      { next: '/n', page: 'p' },
    ),
    fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
  )
  const names = fc.constantFrom(
    'title',
    'http',
    'effect',
    'pages',
    'type',
    'value',
    'map',
    'port',
    'pattern',
    '$defs',
    'enum',
    'next',
    'a b',
    '/x',
  )

  it('agree on manifests with something replaced, removed or added anywhere', () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(...manifests)
          .chain((manifest) =>
            fc.tuple(fc.constant(manifest), fc.constantFrom(...placesIn(manifest).filter((at) => at !== ''))),
          ),
        fc.option(foreign, { nil: undefined }),
        fc.option(names, { nil: undefined }),
        ([manifest, at], value, added) => {
          const other = changed(manifest, at, value, value === undefined ? undefined : added)
          const mistakes = mistakesIn(other)
          expect({ other: at, value, added, right: mistakes.length === 0 }).toEqual({
            other: at,
            value,
            added,
            right: accepts(other),
          })
        },
      ),
      { numRuns: 500 },
    )
  })

  it('names one mistake where one key is misspelt', () => {
    for (const manifest of manifests)
      for (const at of placesIn(manifest).filter((place) =>
        /^\/(title|actions\/\w+\/(title|http|input|output|effect))$/.test(place),
      )) {
        const key = at.slice(at.lastIndexOf('/') + 1)
        const misspelt = changed(changed(manifest, at, undefined) as JsonObject, at, valueAt(manifest, at), `${key}s`)
        const found = mistakesIn(misspelt)
        expect(found).toHaveLength(1)
        expect(found[0]).toMatchObject({ code: 'key-unknown', pointer: `${at}s`, hint: `did you mean "${key}"?` })
      }
  })
})

describe('a schema that is accepted', () => {
  const keywords = [
    'type',
    'properties',
    'required',
    'enum',
    'items',
    'minimum',
    'pattern',
    'allOf',
    'const',
    'additionalProperties',
    'prefixItems',
    'dependentRequired',
    'not',
    'uniqueItems',
    'multipleOf',
    'format',
  ]
  const value: fc.Arbitrary<Json> = fc.oneof(
    fc.constantFrom<Json>(
      'string',
      'object',
      ['string', 'null'],
      [],
      {},
      true,
      false,
      0,
      1,
      -1,
      ['a', 'a'],
      ['a'],
      [{}],
      { a: {} },
      { a: ['b'] },
      { a: 1 },
      '[',
      'x',
      null,
      'date',
    ),
    fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
  )
  const schema = fc.dictionary(fc.constantFrom(...keywords), value, { maxKeys: 4 })

  it('is one that a validator compiles', () => {
    fc.assert(
      fc.property(schema, fc.boolean(), (inner, nested) => {
        const whole = (nested ? { type: 'object', properties: { inner } } : inner) as JsonObject
        const mistakes = checkStructure(whole, { schema: { $ref: '#/$defs/schema' }, root: connectorSchema })
        if (mistakes.length > 0) return
        const compiler = new Ajv2020({ strict: false, logger: false, validateFormats: false, unicodeRegExp: false })
        expect(() => compiler.compile(whole)).not.toThrow()
      }),
      { numRuns: 200 },
    )
  })
})
