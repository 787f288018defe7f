import { type Connector, isJsonObject, type Json, type JsonObject } from '@jackfield/core'
import { describe, expect, it } from 'vitest'
import { openapiExporter, openapiFormat } from '../src/index.ts'
import { compare } from './compatibility/compared.ts'
import { answering, read } from './read-text.ts'

const text = { type: 'string' }
const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` })
const object = (properties: object): object => ({ type: 'object', properties })
const A = object({ k: text, x: text })
const B = object({ k: text, y: text })

async function connectorOf(document: string): Promise<Connector> {
  const { connector, problems } = await read(document)
  expect(problems).toEqual([])
  return connector as Connector
}

/** `kind pointer before after` of each change from one answer to the other. */
async function told(base: string, revision: string): Promise<readonly string[]> {
  const { changes, complete } = compare(await connectorOf(base), await connectorOf(revision))
  expect(complete).toBe(true)
  return changes.map(({ kind, pointer, before, after }) =>
    [kind, pointer.replace(/^\/operations\/a\/output/, ''), String(before), String(after)].join(' '),
  )
}

const oneOf = (names: readonly string[], mapping?: object): object => ({
  oneOf: names.map(ref),
  discriminator: { propertyName: 'k', ...(mapping && { mapping }) },
})

const mappingOf = (schema: Json | undefined): Json | undefined =>
  isJsonObject(schema) && isJsonObject(schema.discriminator) ? schema.discriminator.mapping : undefined

describe('a discriminator beside alternatives', () => {
  const ab = answering(oneOf(['A', 'B'], { a: '#/components/schemas/A', b: 'B' }), { A, B })

  it('has every value, and what it leads to by the name that it has here', async () => {
    const partly = answering(oneOf(['A b', 'B'], { b: 'B' }), { 'A b': A, B })
    const { operations } = await connectorOf(
      partly.replace('"#/components/schemas/A b"', '"#/components/schemas/A%20b"'),
    )
    expect(mappingOf(operations.a?.output)).toEqual({ b: '#/schemas/B', 'A b': '#/schemas/A_b' })
  })

  it.each<[what: string, revision: string, expected: readonly string[]]>([
    [
      'swapped',
      answering(oneOf(['A', 'B'], { b: 'A', a: 'B' }), { A, B }),
      ['output.discriminator /oneOf/0/properties/k a b', 'output.discriminator /oneOf/1/properties/k b a'],
    ],
    [
      'renamed',
      answering(oneOf(['A', 'B'], { card: 'A', b: 'B' }), { A, B }),
      ['output.discriminator /oneOf/0/properties/k a card'],
    ],
    ['in another order', answering(oneOf(['B', 'A'], { b: 'B', a: 'A' }), { A, B }), []],
    ['by a component of another name', answering(oneOf(['A2', 'B'], { a: 'A2', b: 'B' }), { A2: A, B }), []],
    [
      'with one more',
      answering(oneOf(['A', 'B', 'C'], { a: 'A', b: 'B' }), { A, B, C: object({ k: text, z: text }) }),
      ['output.variant-added /oneOf/2 undefined object'],
    ],
  ])('with a mapping, %s', async (_what, revision, expected) => {
    expect(await told(ab, revision)).toEqual(expected)
  })

  it('without a mapping goes by the names of the components, not by those of the connector', async () => {
    const named = answering(oneOf(['A', 'B']), { A, B })
    expect(await told(named, answering(oneOf(['A2', 'B']), { A2: A, B }))).toEqual([
      'output.discriminator /oneOf/0/properties/k A A2',
    ])
    expect(await told(named, answering({ ...oneOf([]), oneOf: [A, ref('B')] }, { A, B }))).toEqual([])
    // One name for both directions before, and one for each now.
    const directed = object({ k: text, x: { type: 'string', readOnly: true } })
    const required = { ...directed, required: ['x'] }
    const changes = await told(named, answering(oneOf(['A', 'B']), { A: required, B }))
    expect(changes.filter((one) => one.includes('discriminator'))).toEqual([])
  })
})

describe('a discriminator of what others have as a part', () => {
  const Pet = { ...object({ k: text, name: text }), discriminator: { propertyName: 'k' } }
  const pet = (own: object): object => ({ allOf: [ref('Pet'), object(own)] })
  const Cat = pet({ lives: { type: 'integer' } })
  const Dog = pet({ bark: text })
  const base = answering(ref('Pet'), { Pet, Cat, Dog })

  it('leads to all of them, however many parts are between', async () => {
    const Puppy = { allOf: [ref('Dog')] }
    const { schemas } = await connectorOf(answering(ref('Pet'), { Pet, Cat, Dog, Puppy, Other: A }))
    expect(Object.keys(schemas).sort()).toEqual(['Cat', 'Dog', 'Pet', 'Puppy'])
    expect(mappingOf(schemas.Pet)).toEqual({ Cat: '#/schemas/Cat', Dog: '#/schemas/Dog', Puppy: '#/schemas/Puppy' })
  })

  it.each<[what: string, revision: string, expected: readonly string[]]>([
    ['renamed', answering(ref('Pet'), { Pet, Lion: Cat, Dog }), ['output.discriminator /properties/k Cat Lion']],
    [
      'one more',
      answering(ref('Pet'), { Pet, Cat, Dog, Fox: pet({ den: text }) }),
      ['output.discriminator /properties/den undefined undefined', 'output.discriminator /properties/k  Fox'],
    ],
    ['one less', answering(ref('Pet'), { Pet, Cat }), ['output.discriminator /properties/bark undefined undefined']],
    [
      'mapped to what they were called',
      answering(ref('Pet'), {
        Pet: { ...Pet, discriminator: { propertyName: 'k', mapping: { Cat: 'Lion' } } },
        Lion: Cat,
        Dog,
      }),
      [],
    ],
  ])('%s', async (_what, revision, expected) => {
    expect(await told(base, revision)).toEqual(expected)
  })

  it('tells each of them where one is answered', async () => {
    expect(await told(answering(ref('Cat'), { Pet, Cat }), answering(ref('Lion'), { Pet, Lion: Cat }))).toEqual([
      'output.discriminator /properties/k Cat Lion',
    ])
  })

  it('tells by a value that an extension of Microsoft gives', async () => {
    const valued = (value: string): object => ({ ...Cat, 'x-ms-discriminator-value': value })
    const named = answering(ref('Pet'), { Pet, Cat: valued('cat'), Dog })
    expect(await told(named, answering(ref('Pet'), { Pet, Lion: valued('cat'), Dog }))).toEqual([])
    expect(await told(named, answering(ref('Pet'), { Pet, Cat: valued('lion'), Dog }))).toEqual([
      'output.discriminator /properties/k cat lion',
    ])
  })

  it('is the name of a property in Swagger', async () => {
    const swagger = (definitions: object): string =>
      JSON.stringify({
        swagger: '2.0',
        info: { title: 'Pets', version: '1' },
        host: 'api.example.com',
        schemes: ['https'],
        paths: {
          '/a': {
            get: {
              operationId: 'a',
              responses: { 200: { description: 'OK', schema: { $ref: '#/definitions/Pet' } } },
            },
          },
        },
        definitions,
      })
    const own = { allOf: [{ $ref: '#/definitions/Pet' }, object({ lives: { type: 'integer' } })] }
    const Animal = { ...object({ k: text }), required: ['k'], discriminator: 'k' }
    expect(await told(swagger({ Pet: Animal, Cat: own }), swagger({ Pet: Animal, Lion: own }))).toEqual([
      'output.discriminator /properties/k Cat Lion',
    ])
  })

  it('is left out where there is nothing to tell', async () => {
    const connector = await connectorOf(answering(ref('Pet'), { Pet }))
    expect(Object.keys(connector.schemas)).toEqual(['Pet'])
    expect(connector.schemas.Pet).not.toHaveProperty('discriminator')
  })

  it('leads to as many as there are', async () => {
    const many = (x: object): string =>
      answering(ref('Pet'), {
        Pet,
        ...Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`P${index}`, pet({ [`x${index}`]: x })])),
      })
    expect(Object.keys((await connectorOf(many(text))).schemas)).toHaveLength(201)
    expect(await told(many(text), many(text))).toEqual([])
    expect(await told(many(text), many({ type: 'integer' }))).toHaveLength(200)
  })

  it('is not understood where schemas are parts of each other in a chain that is too long', async () => {
    const chain = (x: object): string => {
      const own = (index: number): object => ({
        ...(index > 0 && { allOf: [ref(`P${index - 1}`)] }),
        ...object({ k: text, [`x${index}`]: index === 199 ? x : text }),
        discriminator: { propertyName: 'k' },
      })
      const all = Array.from({ length: 200 }, (_, index) => [`P${index}`, own(index)])
      return answering(ref('P0'), Object.fromEntries(all))
    }
    const read3 = await Promise.all([chain(text), chain(text), chain({ type: 'integer' })].map((each) => read(each)))
    expect(read3.map(({ problems }) => problems[0]?.code)).toEqual(read3.map(() => 'schema-nested'))
    const [base, same, other] = read3.map(({ connector }) => connector)
    const of = (revision: Connector | undefined) => compare(base as Connector, revision as Connector)
    expect(of(same)).toMatchObject({ level: 'none', complete: true })
    expect(of(other)).toMatchObject({ level: 'risky', complete: false })
  })

  it('is exported, and the same when it is read again', async () => {
    const connector = await connectorOf(base)
    const { document } = await openapiExporter().write(connector)
    const files = [{ path: 'openapi.json', bytes: new TextEncoder().encode(JSON.stringify(document)) }]
    const again = await openapiFormat().read({ name: 'bad', path: 'bad', kind: 'file', files })
    expect(again.connector?.schemas).toEqual(connector.schemas)
  })
})
