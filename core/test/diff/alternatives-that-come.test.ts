import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/model/index.ts'
import { objectOf } from './models.ts'
import { input, levels, oneOf, output, pets, ref, text, told } from './told.ts'

const integer = { type: 'integer' }
const Cat = objectOf({ lives: integer })
const Dog = objectOf({ bark: text })
const base = pets({ Cat, Dog }, { cat: 'Cat', dog: 'Dog' })

describe('what others have as a part', () => {
  it.each<[what: string, revision: JsonObject, expected: readonly string[]]>([
    ['renamed', pets({ Cat, Dog }, { Cat: 'Cat', dog: 'Dog' }), ['output.discriminator /properties/k cat Cat']],
    ['swapped', pets({ Cat, Dog }, { dog: 'Cat', cat: 'Dog' }), ['output.discriminator /properties/k cat+dog cat+dog']],
    ['the same', pets({ Dog, Cat }, { dog: 'Dog', cat: 'Cat' }), []],
    ['of another name', pets({ Cat2: Cat, Dog }, { cat: 'Cat2', dog: 'Dog' }), []],
  ])('%s', (_what, revision, expected) => {
    expect(told(output(ref('Pet'), base), output(ref('Pet'), revision))).toEqual(expected)
  })

  it('tells one of them by its own value', () => {
    const revision = pets({ Cat, Dog }, { lion: 'Cat', dog: 'Dog' })
    expect(told(output(ref('Cat'), base), output(ref('Cat'), revision))).toEqual([
      'output.discriminator /properties/k cat lion',
    ])
    expect(told(output(ref('Dog'), base), output(ref('Dog'), revision))).toEqual([])
    const oneOfBoth = { oneOf: [ref('Cat'), ref('Dog')] }
    expect(told(output(oneOfBoth, base), output(oneOfBoth, revision))).toEqual([
      'output.discriminator /oneOf/0/properties/k cat lion',
    ])
  })
})

describe('one of those that have an object as a part', () => {
  const Fox = objectOf({ den: text, lives: integer })
  const three = pets({ Cat, Dog, Fox }, { cat: 'Cat', dog: 'Dog', fox: 'Fox' })
  const one = pets({ Cat }, { cat: 'Cat' })
  const none = pets({}, {})

  it.each<[what: string, base: JsonObject, revision: JsonObject, output: readonly string[], input: readonly string[]]>([
    ['comes', base, three, ['/properties/den safe', '/properties/k risky'], ['/properties/k safe']],
    ['goes', three, base, ['/properties/den risky'], ['/properties/k risky']],
    ['comes first', none, one, ['/properties/lives safe'], ['/properties/k risky']],
    ['goes last', one, none, ['/properties/k risky', '/properties/lives risky'], ['/properties/k risky']],
    [
      'comes with another type by a name that there is',
      base,
      pets({ Cat, Dog, Fox: objectOf({ bark: integer }) }, { cat: 'Cat', dog: 'Dog', fox: 'Fox' }),
      ['/properties/bark risky', '/properties/k risky'],
      ['/properties/k safe'],
    ],
    [
      'takes the value of another, which goes',
      pets({ Cat, Dog }, { cat: 'Cat', dog: 'Dog' }),
      pets({ Cat }, { cat: 'Cat', dog: 'Cat' }),
      ['/properties/bark risky', '/properties/k risky'],
      ['/properties/k risky'],
    ],
  ])('%s', (_what, base, revision, read, sent) => {
    expect(levels(output(ref('Pet'), base), output(ref('Pet'), revision))).toEqual(read)
    expect(levels(input(ref('Pet'), base), input(ref('Pet'), revision))).toEqual(sent)
  })

  it('is told by the values that the object lists, where it lists them', () => {
    const listed = (...values: readonly string[]) => ({ type: 'string', enum: [...values] })
    const names = { cat: 'Cat', dog: 'Dog' }
    const [before, after] = [
      pets({ Cat, Dog }, names, listed('cat', 'dog')),
      pets({ Cat, Dog, Fox }, { ...names, fox: 'Fox' }, listed('cat', 'dog', 'fox')),
    ]
    expect(levels(output(ref('Pet'), before), output(ref('Pet'), after))).toEqual([
      '/properties/den safe',
      'enum-widened /properties/k risky',
    ])
    expect(levels(input(ref('Pet'), after), input(ref('Pet'), before))).toEqual([
      'enum-narrowed /properties/k breaking',
    ])
    const all = pets({ Cat, Dog }, names, listed('cat', 'dog', 'fox'))
    expect(levels(output(ref('Pet'), all), output(ref('Pet'), after))).toEqual(['/properties/den safe'])
    expect(levels(input(ref('Pet'), after), input(ref('Pet'), all))).toEqual(['/properties/k risky'])
  })

  it('has the values that it lists itself', () => {
    const telling = (k: string, own: JsonObject): JsonObject => ({ allOf: [own, objectOf({ k: { const: k } })] })
    const [before, after] = [
      pets({ Cat: telling('cat', Cat) }, { Cat: 'Cat' }),
      pets({ Cat: telling('cat', Cat), Fox: telling('fox', Fox) }, { Cat: 'Cat', Fox: 'Fox' }),
    ]
    expect(told(output(ref('Pet'), before), output(ref('Pet'), after))).toEqual([
      'output.discriminator /properties/den undefined undefined',
      'output.discriminator /properties/k  fox',
    ])
    const lion = pets({ Cat: telling('lion', Cat) }, { Cat: 'Cat' })
    expect(levels(output(ref('Pet'), before), output(ref('Pet'), lion))).toEqual(['/properties/k risky'])
  })
})

describe('a discriminator of very many alternatives', () => {
  const names = Array.from({ length: 200 }, (_, index) => `S${index}`)
  const own = (name: string): JsonObject => objectOf({ [`of${name}`]: text })
  const many = (change: Readonly<Record<string, JsonObject>> = {}): JsonObject =>
    pets(
      Object.fromEntries(names.map((name) => [name, change[name] ?? own(name)])),
      Object.fromEntries(names.map((name) => [name.toLowerCase(), name])),
    )
  const union = (mapping: Readonly<Record<string, string>>): JsonObject => oneOf(names, mapping)

  it('is compared whole where they have an object as a part', () => {
    const of = (revision: JsonObject): readonly string[] =>
      levels(output(ref('Pet'), many()), output(ref('Pet'), revision))
    expect(of(many())).toEqual([])
    expect(of(many({ S7: objectOf({ ofS7: integer }) }))).toEqual(['/properties/ofS7 risky'])
    const { Pet, ...children } = many() as Readonly<Record<string, JsonObject>>
    const mapping = Object.fromEntries(names.map((name) => [name, name]))
    const renamed = { ...children, Pet: { ...Pet, discriminator: { propertyName: 'k', mapping } } }
    expect(of(renamed as JsonObject)).toEqual(['/properties/k risky'])
  })

  it('is compared whole where they are written out', () => {
    const schemas = Object.fromEntries(names.map((name) => [name, objectOf({ k: text, [`of${name}`]: text })]))
    const mapping = Object.fromEntries(names.map((name) => [name.toLowerCase(), name]))
    const of = (revision: Readonly<Record<string, string>>): readonly string[] =>
      told(output(union(mapping), schemas), output(union(revision), schemas))
    expect(of(mapping)).toEqual([])
    expect(of({ ...mapping, s3: 'S4', s4: 'S3' })).toEqual(['output.discriminator /properties/k s3+s4 s3+s4'])
    expect(told(input(union(mapping), schemas), input(union({ ...mapping, s3: 'S4', s4: 'S3' }), schemas))).toEqual([
      'input.discriminator /properties/k s3+s4 s3+s4',
    ])
  })
})
