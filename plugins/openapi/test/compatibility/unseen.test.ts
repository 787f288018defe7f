import type { Json } from '@jackfield/core'
import { describe, expect, it } from 'vitest'
import { diffConnectors } from '../../../../core/src/diff/index.ts'
import { read } from '../read-text.ts'

const answering = (schema: object, more: object = {}, openapi = '3.1.0'): string =>
  JSON.stringify({
    openapi,
    info: { title: 'Shop', version: '1' },
    servers: [{ url: 'https://shop.example.com' }],
    paths: {
      '/it': {
        get: {
          operationId: 'it',
          responses: { 200: { description: 'OK', content: { 'application/json': { schema } } } },
        },
      },
    },
    ...more,
  })

async function kinds(base: string, revision: string): Promise<readonly string[]> {
  const [before, after] = [(await read(base)).connector, (await read(revision)).connector]
  if (before === undefined || after === undefined) throw new Error('it was not read')
  return diffConnectors(before, after).map(({ kind, level, pointer }) => `${level} ${kind} ${pointer}`)
}

const x = '/operations/it/output/properties/x'

describe('what of a schema a reference does not lead to by its place', () => {
  const named = (anchor: string, key: string, type: string, more: object = {}) =>
    answering({
      type: 'object',
      properties: { x: { [key]: '#q' } },
      $defs: { Q: { [anchor]: 'q', type }, ...more },
    })
  const component = (type: string, key: string, openapi?: string) =>
    answering(
      { type: 'object', properties: { x: { [key]: '#/components/schemas/Q' } } },
      { components: { schemas: { Q: { type } } } },
      openapi,
    )

  it.each(['$anchor', '$dynamicAnchor'])('is found by its name: %s', async (anchor) => {
    const key = anchor === '$anchor' ? '$ref' : '$dynamicRef'
    const [text, number] = [named(anchor, key, 'string'), named(anchor, key, 'integer')]
    expect(await kinds(text, number)).toEqual([`breaking output.type ${x}`])
    expect(await kinds(text, component('string', '$ref'))).toEqual([])
  })

  it('is not known where several have the name', async () => {
    const several = named('$anchor', '$ref', 'string', { R: { $anchor: 'q', type: 'integer' } })
    expect((await read(several)).problems.map(({ code }) => code)).toEqual(['reference-missing'])
    expect(await kinds(several, component('string', '$ref'))).toEqual([`risky output.changed ${x}`])
  })

  it('is as any other reference where it names a place', async () => {
    expect(await kinds(component('string', '$dynamicRef'), component('integer', '$ref'))).toEqual([
      `breaking output.type ${x}`,
    ])
    expect(await kinds(component('string', '$dynamicRef'), component('string', '$ref'))).toEqual([])
    const before = component('string', '$dynamicRef', '3.0.3')
    expect(await kinds(before, component('integer', '$dynamicRef', '3.0.3'))).toEqual([])
  })

  it('is told of where it lies deeper than anything is read', async () => {
    const deep = (depth: number, type: string): string => {
      let schema: Json = { type }
      for (let level = 0; level < depth; level++) schema = { type: 'object', properties: { a: schema } }
      return answering(schema as object)
    }
    const [near, far] = [
      await kinds(deep(100, 'string'), deep(100, 'integer')),
      await kinds(deep(200, 'string'), deep(200, 'integer')),
    ]
    expect(near.map((one) => one.slice(0, 'breaking output.type'.length))).toEqual(['breaking output.type'])
    expect(far.map((one) => one.slice(0, 'risky output.changed'.length))).toEqual(['risky output.changed'])
  })
})

it.each(['3.2.0', '3'])(
  'a document of OpenAPI %s is not read as one of 3.1: what is new there would not be seen',
  async (openapi) => {
    const { connector, problems } = await read(answering({ type: 'string' }, {}, openapi))
    expect(connector).toBeUndefined()
    expect(problems).toMatchObject([
      { code: 'document-unknown', pointer: '/openapi', hint: expect.stringContaining('3.1') },
    ])
  },
)
