import { describe, expect, test } from 'vitest'
import { invoke } from '../../src/invoke/index.ts'
import type { HttpCall, Operation, Schema } from '../../src/model/index.ts'
import { puneFiles, testFiles } from '../files/test-files.ts'
import { startService } from '../http/loopback-service.ts'
import { action, bound, request } from './bound.ts'

interface Answered {
  readonly accept: string
  readonly body?: string | Uint8Array
  readonly type?: string
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly output?: Schema
  readonly http?: Partial<HttpCall>
  readonly schemas?: Record<string, Schema>
}

async function answered({
  accept,
  body = '',
  type,
  status = 200,
  headers = {},
  output = true,
  http = {},
  schemas = {},
}: Answered) {
  await using service = await startService((_seen, response) => {
    response.writeHead(status, { ...(type && { 'content-type': type }), ...headers })
    response.end(body)
  })
  const operation: Operation = action({ answer: { mediaType: accept }, ...http }, { output })
  const outcome = await invoke(bound(service, operation, { schemas }), request())
  expect(service.seen[0]?.headers.accept).toBe(accept)
  return outcome
}

const outputOf = async (given: Answered): Promise<unknown> => (await answered(given)).output

describe('text', () => {
  test.each([
    ['UTF-8, by default', 'a;ü', 'text/csv', 'a;ü'],
    ['a byte order mark', Buffer.from('\ufeffa'), 'text/csv; charset=iso-8859-1', 'a'],
    ['its charset', Buffer.from('ü', 'latin1'), 'text/csv; charset=ISO-8859-1', 'ü'],
    ['its charset in quotes', Buffer.from([0x83, 0x65]), 'text/csv; charset="Shift_JIS"', 'テ'],
    ['UTF-16', Buffer.from('\ufeffü', 'utf16le'), 'text/plain', 'ü'],
    ['nothing', '', 'text/csv', ''],
    ['JSON, as text', '{"a":1}', 'application/json', '{"a":1}'],
  ])('%s', async (_name, body, type, expected) => {
    expect(await outputOf({ accept: 'text/csv', body, type })).toBe(expected)
  })

  test('an unknown charset can not be read', async () => {
    await expect(answered({ accept: 'text/csv', body: 'a', type: 'text/csv; charset=klingon' })).rejects.toMatchObject({
      code: 'answer-unreadable',
      message: expect.stringContaining('its charset "klingon" is unknown'),
      doubt: true,
    })
  })
})

test.each(['text/csv', 'application/xml', 'application/pdf', 'application/json'])('204 is null: %s', async (accept) => {
  expect(await outputOf({ accept, status: 204 })).toBeNull()
})

describe('XML', () => {
  const xml = (body: string | Uint8Array, output: Schema = true, more: Partial<Answered> = {}) =>
    outputOf({ accept: 'application/xml', type: 'application/xml', body, output, ...more })

  const book: Schema = {
    type: 'object',
    xml: { name: 'book' },
    properties: {
      id: { type: 'integer', xml: { attribute: true } },
      title: { type: 'string', xml: { name: 'Title', namespace: 'urn:books' } },
      price: { $ref: '#/schemas/Price' },
      inStock: { type: 'boolean' },
      sold: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
      tags: { type: 'array', xml: { wrapped: true }, items: { type: 'string', xml: { name: 'tag' } } },
      author: { type: 'array', items: { type: 'string' } },
      editor: { type: 'array', items: { type: 'string' } },
      absent: { type: 'string' },
    },
    additionalProperties: false,
  }
  const schemas: Record<string, Schema> = {
    Price: {
      properties: { currency: { xml: { attribute: true } }, amount: { type: 'number', xml: { nodeType: 'text' } } },
    },
  }

  test('is read by the xml keywords of its schema', async () => {
    const body = `<?xml version="1.0" encoding="UTF-8"?><!-- a comment -->
      <b:book xmlns:b="urn:books" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="7" other="x">
        <Title>not this one</Title><b:Title>A &lt;b&gt; &#xFC; <![CDATA[&amp;]]></b:Title>
        <price currency="EUR"> 12.50 </price><inStock>1</inStock><sold xsi:nil="true"/>
        <tags><tag>x</tag><tag>y</tag></tags><author>A</author><unknown/><author>B</author>
      </b:book>`
    expect(await xml(body, book, { schemas })).toEqual({
      id: 7,
      title: 'A <b> ü &amp;',
      price: { currency: 'EUR', amount: 12.5 },
      inStock: true,
      sold: null,
      tags: ['x', 'y'],
      author: ['A', 'B'],
      editor: [],
    })
  })

  test('without a schema has elements and attributes by their names', async () => {
    const body = '<o id="1" xmlns:p="urn:p"><p:a>x</p:a><b>1</b><b n="2">y</b><c/><d> <e>z</e> </d></o>'
    expect(await xml(body)).toEqual({ '@id': '1', a: 'x', b: ['1', { '@n': '2', '#text': 'y' }], c: '', d: { e: 'z' } })
  })

  test('what has no property of its own is read by the schema of additional ones', async () => {
    const counts: Schema = { type: 'object', additionalProperties: { type: 'integer' } }
    expect(await xml('<o><a>1</a><b>2</b></o>', counts)).toEqual({ a: 1, b: 2 })
    expect(await xml('<o><a/></o>', { type: 'object', additionalProperties: { type: 'object' } })).toEqual({ a: {} })
    expect(await xml('<o><a>1</a></o>', { type: 'object', additionalProperties: false })).toEqual({})
  })

  test('with a great many elements of one name is read in time that grows as they do', async () => {
    const began = performance.now()
    const read = (await xml(`<o>${'<i/>'.repeat(100_000)}</o>`)) as { readonly i: readonly unknown[] }
    expect(read.i).toHaveLength(100_000)
    expect(performance.now() - began).toBeLessThan(8_000)
  })

  test('is looked into by result and succeeds, its elements by the output', async () => {
    const body = '<r><ok>true</ok><items><item><n>1</n></item><item><n>2</n></item></items></r>'
    const item: Schema = { properties: { n: { type: 'integer' } } }
    const where = { at: '/items/item', where: { '/n': { kind: 'literal', value: 2 } }, missing: 'fail' } as const
    expect(await xml(body, item, { http: { result: where } })).toEqual({ n: 2 })
    const all: Schema = { type: 'array', items: item }
    expect(await xml(body, all, { http: { result: { at: '/items/item', missing: 'fail' } } })).toEqual([
      { n: 1 },
      { n: 2 },
    ])
    const one = '<r><items><item><n>1</n></item></items></r>'
    expect(await xml(one, all, { http: { result: { at: '/items/item', missing: 'fail' } } })).toEqual([{ n: 1 }])
    await expect(xml(body, true, { http: { succeeds: { at: '/ok', equals: 'yes' } } })).rejects.toMatchObject({
      code: 'operation-failed',
    })
  })

  test('says its encoding itself, where its content type does not', async () => {
    const body = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>ü</a>', 'latin1')
    expect(await xml(body)).toBe('ü')
    expect(await xml('')).toBeNull()
  })

  test('has no names that reach a prototype', async () => {
    const output = (await xml(
      '<o __proto__="a"><__proto__><polluted>1</polluted></__proto__><constructor>c</constructor></o>',
    )) as object
    expect(Object.hasOwn(output, '__proto__')).toBe(true)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    expect(Object.getPrototypeOf(output)).toBe(Object.prototype)
  })

  test.each([
    ['what is not well-formed', '<a><b></a>'],
    ['JSON', '{"a":1}'],
    ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['an entity from elsewhere', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'],
    ['an unknown entity', '<a>&x;</a>'],
    ['an unbound prefix', '<p:a/>'],
    ['what is nested without end', '<a>'.repeat(300) + '</a>'.repeat(300)],
    ['two roots', '<a/><b/>'],
  ])('is not %s', async (_name, body) => {
    await expect(xml(body)).rejects.toMatchObject({ code: 'answer-unreadable', doubt: true })
  })
})

describe('a file', () => {
  const file: Schema = { type: 'string', format: 'binary' }
  const pdf = (more: Partial<Answered>) =>
    answered({ accept: 'application/pdf', type: 'application/pdf', body: 'PDF', output: file, ...more })

  test('is kept for the organisation that called, with its type and name', async () => {
    for (const [disposition, name] of [
      ['attachment; filename="plan \\"a\\".pdf"', 'plan "a".pdf'],
      ["attachment; filename=x.pdf; filename*=UTF-8''pl%C3%A4ne.pdf", 'pläne.pdf'],
      ['attachment; filename="../../etc/passwd"', 'passwd'],
      ['inline', 'file'],
    ] as const) {
      const { output, warnings } = await pdf({ headers: { 'content-disposition': disposition } })
      expect(warnings).toEqual([])
      expect(await testFiles.get('pune', String(output))).toEqual({ name, mediaType: 'application/pdf', size: 3 })
      expect(await new Response(await testFiles.open('pune', String(output))).text()).toBe('PDF')
      await expect(testFiles.get('oslo', String(output))).rejects.toMatchObject({ code: 'file-unknown' })
    }
  })

  test('is whatever is declared as one, also text and JSON; empty is a file too', async () => {
    for (const accept of ['text/csv', 'application/json', '*/*', 'image/*']) {
      const { output } = await answered({ accept, type: 'text/csv', body: accept === '*/*' ? '' : 'a;b', output: file })
      expect(await testFiles.get('pune', String(output))).toMatchObject({ size: accept === '*/*' ? 0 : 3 })
    }
  })

  test.each([
    ['application/json', '{"message":"No such plan"}', 'instead of application/pdf: No such plan'],
    [
      'text/html; charset=utf-8',
      '<html>Please log in</html>',
      'was answered with text/html instead of application/pdf.',
    ],
  ])('is not a page or JSON in its place: %s', async (type, body, words) => {
    await expect(pdf({ type, body })).rejects.toMatchObject({
      code: 'answer-unreadable',
      message: expect.stringContaining(words),
    })
  })

  test('fails as the service says, under status 200 and others', async () => {
    const http = { succeeds: { at: '/code', equals: 0, message: '/why' } }
    await expect(pdf({ type: 'application/json', body: '{"code":3,"why":"Locked"}', http })).rejects.toMatchObject({
      code: 'operation-failed',
      message: expect.stringContaining('Locked'),
    })
    await expect(pdf({ status: 404, type: 'application/json', body: '{"message":"Gone"}' })).rejects.toMatchObject({
      status: 404,
    })
  })

  test('that is larger than may be kept is an error, and not kept', async () => {
    const tooLarge = {
      put: async () =>
        Promise.reject(
          Object.assign(new Error('full'), {
            name: 'JackfieldError',
            code: 'file-too-large',
            problems: [],
            doubt: false,
          }),
        ),
      content: puneFiles.content,
    }
    await using service = await startService((_seen, response) => response.end('x'.repeat(100_000)))
    const operation = action({ answer: { mediaType: 'application/pdf' } }, { output: file })
    await expect(invoke(bound(service, operation, { files: tooLarge }), request())).rejects.toMatchObject({
      code: 'file-too-large',
      doubt: true,
    })
  })
})
