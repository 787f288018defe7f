import { describe, expect, it } from 'vitest'
import { diffConnectors } from '../../src/diff/index.ts'
import type { Connector, JsonObject } from '../../src/model/index.ts'
import { objectOf } from './models.ts'
import { both, input, oneOf, output, ref, text, told } from './told.ts'

const more = { ...both, C: objectOf({ k: text, x: text, z: text }) }
const ab = oneOf(['A', 'B'], { a: '#/schemas/A', b: '#/schemas/B' })

describe('an alternative that is told by another value', () => {
  it.each<[what: string, revision: JsonObject, expected: readonly string[]]>([
    [
      'swapped',
      oneOf(['A', 'B'], { b: '#/schemas/A', a: '#/schemas/B' }),
      ['output.discriminator /oneOf/0/properties/k a b', 'output.discriminator /oneOf/1/properties/k b a'],
    ],
    [
      'renamed',
      oneOf(['A', 'B'], { card: '#/schemas/A', b: '#/schemas/B' }),
      ['output.discriminator /oneOf/0/properties/k a card'],
    ],
    [
      'one more, for an alternative that there was',
      oneOf(['A', 'B'], { a: 'A', a2: 'A', b: 'B' }),
      ['output.discriminator /oneOf/0/properties/k a a+a2'],
    ],
    ['left to the names', oneOf(['A', 'B'], { b: 'B' }), ['output.discriminator /oneOf/0/properties/k a A']],
    [
      'in another property',
      { ...ab, discriminator: { propertyName: 'kind', mapping: { a: 'A', b: 'B' } } },
      [
        'output.discriminator /oneOf/0/properties/k a undefined',
        'output.discriminator /oneOf/1/properties/k b undefined',
      ],
    ],
    [
      'not told any more',
      { oneOf: [ref('A'), ref('B')] },
      [
        'output.discriminator /oneOf/0/properties/k a undefined',
        'output.discriminator /oneOf/1/properties/k b undefined',
      ],
    ],
  ])('%s', (_what, revision, expected) => {
    expect(told(output(ab), output(revision))).toEqual(expected)
  })

  it('is one whose schema has another name, where there is no mapping', () => {
    const { A: A2, B } = both
    const expected = ['output.discriminator /oneOf/0/properties/k A A2']
    expect(told(output(oneOf(['A', 'B'])), output(oneOf(['A2', 'B']), { A2, B }))).toEqual(expected)
    expect(told(input(oneOf(['A', 'B'])), input(oneOf(['A2', 'B']), { A2, B }))).toEqual([
      'input.discriminator /oneOf/0/properties/k A A2',
    ])
  })

  it('is told once where the property stands beside the alternatives, with all that it was and is', () => {
    const beside = (mapping: Record<string, string>): JsonObject => ({
      ...oneOf(['X', 'Y'], mapping),
      properties: { k: text },
    })
    const schemas = { X: objectOf({ x: text }), Y: objectOf({ y: text }) }
    expect(told(output(beside({ a: 'X', b: 'Y' }), schemas), output(beside({ c: 'X', d: 'Y' }), schemas))).toEqual([
      'output.discriminator /properties/k a+b c+d',
    ])
  })

  it('of an input is safe where it is told by one more, and risky where it has to be told now', () => {
    const level = (base: JsonObject, revision: JsonObject): readonly string[] =>
      diffConnectors(input(base), input(revision)).map((change) => `${change.kind} ${change.level}`)
    expect(level(ab, oneOf(['A', 'B'], { a: 'A', a2: 'A', b: 'B' }))).toEqual(['input.discriminator safe'])
    expect(level(ab, oneOf(['A', 'B'], { a2: 'A', b: 'B' }))).toEqual(['input.discriminator risky'])
    expect(level({ oneOf: [ref('A'), ref('B')] }, ab)).toEqual([
      'input.discriminator risky',
      'input.discriminator risky',
    ])
    expect(level(ab, { oneOf: [ref('A'), ref('B')] })).toEqual([])
  })

  it('is found inside of what is answered', () => {
    const inside = (schema: JsonObject): Connector => output(objectOf({ list: { type: 'array', items: schema } }))
    expect(told(inside(ab), inside(oneOf(['A', 'B'], { c: 'A', b: 'B' })))).toEqual([
      'output.discriminator /properties/list/items/oneOf/0/properties/k a c',
    ])
  })
})

describe('one more alternative that is like another', () => {
  const abd = oneOf(['A', 'B', 'D'], { a: 'A', b: 'B', d: 'D' })
  const own = { ...both, D: objectOf({ k: text, x: text }) }

  it('is one more value that tells it, for who reads', () => {
    expect(told(output(ab, own), output(abd, own))).toEqual(['output.discriminator /oneOf/2/properties/k undefined d'])
    const alias = { ...both, D: ref('A') }
    expect(told(output(ab, alias), output(abd, alias))).toEqual(['output.discriminator /oneOf/0/properties/k a a+d'])
    const names = oneOf(['A', 'B', 'D'])
    expect(told(output(oneOf(['A', 'B']), own), output(names, own))).toEqual([
      'output.discriminator /oneOf/2/properties/k undefined D',
    ])
  })

  it('is no news for who reads where it goes, or where its value told another one', () => {
    expect(told(output(abd, own), output(ab, own))).toEqual([])
    const asBefore = oneOf(['A', 'B', 'D'], { a: 'D', b: 'B' })
    expect(told(output(ab, own), output({ ...asBefore, oneOf: [ref('D'), ref('B')] }, own))).toEqual([])
  })

  it('is safe for who sends where it comes, and risky where it goes', () => {
    const of = (base: JsonObject, revision: JsonObject): readonly string[] =>
      diffConnectors(input(base, own), input(revision, own))
        .filter(({ kind }) => kind === 'input.discriminator')
        .map(({ level, message }) => `${level} ${message}`)
    expect(of(ab, abd)).toEqual([expect.stringMatching(/^safe .*"d" now as well/)])
    expect(of(abd, ab)).toEqual([expect.stringMatching(/^risky .*"d" no longer/)])
  })
})

describe('no alternative is told by another value', () => {
  it.each<[what: string, base: JsonObject, revision: JsonObject]>([
    ['in another order', ab, oneOf(['B', 'A'], { b: 'B', a: 'A' })],
    ['by a reference in other words', ab, oneOf(['A', 'B'], { a: 'A', b: 'B' })],
    ['by a name that is the value', oneOf(['A', 'B']), oneOf(['A', 'B'], { A: 'A', B: '#/schemas/B' })],
    ['by what leads to none of them', ab, oneOf(['A', 'B'], { a: 'A', b: 'B', c: '#/schemas/Nowhere' })],
    ['where it is written out', oneOf(['A', 'B']), { ...oneOf(['A', 'B']), oneOf: [both.A, ref('B')] }],
    ['as nothing did before', { oneOf: [ref('A'), ref('B')] }, ab],
  ])('%s', (_what, base, revision) => {
    expect(told(output(base), output(revision))).toEqual([])
  })

  it('where a schema that a mapping names has another name', () => {
    const revision = output(oneOf(['A2', 'B'], { a: 'A2', b: 'B' }), { A2: both.A, B: both.B })
    expect(told(output(ab), revision)).toEqual([])
  })

  it('where another alternative comes or goes', () => {
    const abc = oneOf(['A', 'B', 'C'], { a: 'A', b: 'B', c: 'C' })
    expect(told(output(ab, more), output(abc, more)).map((one) => one.split(' ')[0])).toEqual(['output.variant-added'])
    expect(told(output(abc, more), output(ab, more)).map((one) => one.split(' ')[0])).toEqual([
      'output.variant-removed',
    ])
    const names = [oneOf(['A', 'B']), oneOf(['A', 'B', 'C'])] as const
    expect(told(output(names[0], more), output(names[1], more)).map((one) => one.split(' ')[0])).toEqual([
      'output.variant-added',
    ])
  })

  it('where two that are alike change places', () => {
    const twins = { A: objectOf({ k: text, x: text }), B: objectOf({ k: text, x: text }) }
    expect(told(output(ab, twins), output(oneOf(['B', 'A'], { a: 'A', b: 'B' }), twins))).toEqual([])
  })

  it('where the alternatives say the value themselves', () => {
    const listing = (a: string): JsonObject => ({
      A: objectOf({ k: { const: a }, x: text }),
      B: objectOf({ k: { enum: ['b'] }, y: text }),
    })
    const kinds = told(output(ab, listing('a')), output(oneOf(['A', 'B'], { c: 'A', b: 'B' }), listing('a')))
    expect(kinds).toEqual([])
    const said = told(output(ab, both), output({ oneOf: [ref('A'), ref('B')] }, listing('a')))
    expect(said.filter((one) => one.includes('discriminator'))).toEqual([])
    expect(said).toContain('output.enum-narrowed /oneOf/0/properties/k undefined a')
    expect(told(output(ab, both), output({ oneOf: [ref('A'), ref('B')] }, listing('c')))).toContain(
      'output.discriminator /oneOf/0/properties/k a c',
    )
  })

  it('where a name is none of the values that the alternatives list', () => {
    const k = { enum: ['a', 'b'] }
    const named = (a: string): Connector =>
      output(oneOf([a, 'b']), { [a]: objectOf({ k, x: text }), b: objectOf({ k, y: text }) })
    expect(told(named('a'), named('Alpha'))).toEqual([])
    expect(told(named('Alpha'), named('Beta'))).toEqual([])
  })

  it('but where all of them list all values, the mapping decides', () => {
    const k = { enum: ['a', 'b'] }
    const listing = { A: objectOf({ k, x: text }), B: objectOf({ k, y: text }) }
    expect(told(output(ab, listing), output(oneOf(['A', 'B'], { a: 'B', b: 'A' }), listing))).toHaveLength(2)
  })
})
