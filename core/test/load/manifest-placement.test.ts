import { describe, expect, it } from 'vitest'
import type { Parameter } from '../../src/model/index.ts'
import { actionOf, connectorOf, head, shown } from './read-manifest.ts'

const namesIn = (body: Parameter['value'] | undefined) =>
  body?.kind === 'object' ? Object.keys(body.properties) : expect.fail('no body of properties')

describe('placement', () => {
  const input =
    'input: { required: [id], properties: { id: { type: string }, b: { type: string }, c: { type: string } } }'

  it('sends inputs in the query of GET, HEAD and DELETE, and in a JSON body otherwise', async () => {
    for (const method of ['GET', 'HEAD', 'DELETE', 'OPTIONS']) {
      const { http } = await actionOf(`title: Act\neffect: read\nhttp: ${method} /act/{id}\n${input}`)
      expect(shown(http?.parameters)).toEqual(['path id {input.id}', 'query b {input.b}', 'query c {input.c}'])
      expect(http).not.toHaveProperty('body')
    }
    for (const method of ['POST', 'PUT', 'PATCH']) {
      const { http } = await actionOf(
        `title: Act\neffect: once\nhttp: { method: ${method}, path: '/act/{id}' }\n${input}`,
      )
      expect(shown(http?.parameters)).toEqual(['path id {input.id}'])
      expect(http?.body).toEqual({
        mediaType: 'application/json',
        value: {
          kind: 'object',
          properties: {
            b: { kind: 'value', from: { root: 'input', path: ['b'] } },
            c: { kind: 'value', from: { root: 'input', path: ['c'] } },
          },
        },
      })
    }
  })

  it('goes by `in` where that says so', async () => {
    const get = await actionOf(`title: Act\nhttp: GET /act\nin: { id: header, b: cookie }\n${input}`)
    expect(shown(get.http?.parameters)).toEqual(['header id {input.id}', 'cookie b {input.b}', 'query c {input.c}'])
    const post = await actionOf(`title: Act\neffect: once\nhttp: POST /act\nin: { id: query }\n${input}`)
    expect(shown(post.http?.parameters)).toEqual(['query id {input.id}'])
    expect(namesIn(post.http?.body?.value)).toEqual(['b', 'c'])
  })

  it('leaves an input that a template reads to that template', async () => {
    const { http } = await actionOf(
      `title: Act\nhttp: GET /act\nquery: { search: '{input.id}' }\nresult: { at: /rows, where: { /b: '{input.b}' } }\noutput: { properties: { b: {} } }\n${input}`,
    )
    expect(shown(http?.parameters)).toEqual(['query search {input.id}', 'query c {input.c}'])
  })

  it('counts what a deeper template reads, and finds inputs behind references', async () => {
    const { operations } = await connectorOf(`${head}
actions:
  act:
    title: Act
    effect: once
    http: POST /act
    headers: { X-City: 'City {input.address.city}' }
    input: { $ref: '#/schemas/Input' }
schemas:
  Input: { allOf: [{ properties: { address: { type: object, properties: { city: { type: string } } } } }, { properties: { note: {} } }] }
`)
    const http = operations.act?.http
    expect(http?.parameters[0]?.value).toEqual({
      kind: 'text',
      parts: ['City ', { root: 'input', path: ['address', 'city'] }],
    })
    expect(namesIn(http?.body?.value)).toEqual(['note'])
  })

  it('never sends an input that is not listed', async () => {
    const { http, input } = await actionOf(
      'title: Act\neffect: once\nhttp: POST /act\ninput: { additionalProperties: true }',
    )
    expect(http).not.toHaveProperty('body')
    expect(input).toEqual({ type: 'object', additionalProperties: true })
  })
})

describe('templates', () => {
  it('know whole values, text, braces and literals', async () => {
    const action = `title: Act
effect: once
http: POST /act
input: { properties: { a: { type: object, properties: { deep: {} } }, b: {} } }
body:
  whole: '{input.a.deep}'
  spaced: '{ input.b }'
  text: 'x{input.b}y{call.idempotencyKey}'
  braces: '{{input.b}} {{ "a": {input.b} }}'
  constant: [1, null, { a: true }]
  list: ['{input.b}', 2]
`
    const { http } = await actionOf(action)
    const b = { root: 'input', path: ['b'] }
    expect(http?.body?.value).toEqual({
      kind: 'object',
      properties: {
        whole: { kind: 'value', from: { root: 'input', path: ['a', 'deep'] } },
        spaced: { kind: 'value', from: b },
        text: { kind: 'text', parts: ['x', b, 'y', { root: 'call', path: ['idempotencyKey'] }] },
        braces: { kind: 'text', parts: ['{input.b} { "a": ', b, ' }'] },
        constant: { kind: 'literal', value: [1, null, { a: true }] },
        list: {
          kind: 'array',
          items: [
            { kind: 'value', from: b },
            { kind: 'literal', value: 2 },
          ],
        },
      },
    })
  })

  it('may be any value, and a body that reads nothing is one literal', async () => {
    const { http } = await actionOf('title: Act\neffect: once\nhttp: POST /act\nbody: [{ a: 1 }]')
    expect(http?.body?.value).toEqual({ kind: 'literal', value: [{ a: 1 }] })
  })
})
