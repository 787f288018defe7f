import { describe, expect, test } from 'vitest'
import { invoke } from '../../src/invoke/index.ts'
import type { Body, HttpCall, Operation } from '../../src/model/index.ts'
import { puneFiles, testFiles } from '../files/test-files.ts'
import { json, startService } from '../http/loopback-service.ts'
import { action, bound, literal, request, value } from './bound.ts'

const file = { type: 'string', format: 'binary' }

async function sent(body: Body, input: Record<string, unknown>, schema: object = {}, more: Partial<HttpCall> = {}) {
  await using service = await startService((_seen, response) => json(response, {}))
  const operation: Operation = action({ method: 'POST', body, ...more }, { effect: 'once', input: schema as never })
  await invoke(bound(service, operation), request(input))
  const [seen] = service.seen
  return { type: seen?.headers['content-type'] ?? '', length: seen?.headers['content-length'], body: seen?.body ?? '' }
}

const whole = (mediaType: string, more: Partial<Body> = {}): Body => ({ mediaType, value: value('input.all'), ...more })
const inputOf = (all: object): object => ({ type: 'object', properties: { all } })

/** Read by an implementation that is not ours: undici's, behind `Response`. */
async function formIn({ type, body }: { readonly type: string; readonly body: string }): Promise<[string, unknown][]> {
  const form = await new Response(body, { headers: { 'content-type': type } }).formData()
  return Promise.all(
    [...form].map(
      async ([name, part]): Promise<[string, unknown]> =>
        typeof part === 'string' ? [name, part] : [name, { name: part.name, type: part.type, text: await part.text() }],
    ),
  )
}

describe('application/x-www-form-urlencoded', () => {
  test.each([
    [{ a: 'x y&=ü', b: 1, c: true, d: null, e: '' }, undefined, 'a=x+y%26%3D%C3%BC&b=1&c=true&e='],
    [{ a: ['x', 'y'], b: { c: 1 } }, undefined, 'a=x&a=y&b=%7B%22c%22%3A1%7D'],
    [{ a: ['x', 'y,z'] }, { a: { explode: false } }, 'a=x,y%2Cz'],
    [{ a: { b: 1, c: 2 } }, { a: { style: 'deepObject' } }, 'a%5Bb%5D=1&a%5Bc%5D=2'],
    [{ a: { b: 1, c: 2 } }, { a: { style: 'form' } }, 'b=1&c=2'],
    [{ a: ['x', 'y'] }, { a: { style: 'pipeDelimited' } }, 'a=x%7Cy'],
    [{ a: ['x'] }, { a: { mediaType: 'application/json' } }, 'a=%5B%22x%22%5D'],
    [{ a: 'b/c' }, { a: { allowReserved: true } }, 'a=b/c'],
  ] as const)('%j by %j', async (all, encoding, expected) => {
    const more = encoding === undefined ? {} : { encoding: encoding as Body['encoding'] & {} }
    expect(await sent(whole('application/x-www-form-urlencoded', more), { all })).toMatchObject({
      type: 'application/x-www-form-urlencoded',
      body: expected,
    })
  })
})

describe('multipart/form-data', () => {
  const schema = inputOf({ properties: { scan: file, more: { type: 'array', items: file }, meta: { type: 'object' } } })

  test('has files with their names and types, lists of them, JSON and text', async () => {
    const scan = await testFiles.put('pune', Buffer.from('PDF'), {
      name: 'Rechnung "ü".pdf',
      mediaType: 'application/pdf',
    })
    const note = await testFiles.put('pune', Buffer.from('Grüße\r\n--x--'), { name: 'a.txt', mediaType: 'text/plain' })
    const all = {
      scan,
      more: [note, 'data:text/csv,a%2Cb'],
      meta: { a: 'ü' },
      title: 'Hallo ü',
      tags: ['x', 'y'],
      gone: null,
    }
    const seen = await sent(whole('multipart/form-data'), { all }, schema)
    expect(seen.type).toMatch(/^multipart\/form-data; boundary=jackfield-[0-9a-f-]{36}$/)
    expect(Number(seen.length)).toBe(Buffer.byteLength(seen.body))
    expect(await formIn(seen)).toEqual([
      ['scan', { name: 'Rechnung "ü".pdf', type: 'application/pdf', text: 'PDF' }],
      ['more', { name: 'a.txt', type: 'text/plain', text: 'Grüße\r\n--x--' }],
      ['more', { name: 'file', type: 'text/csv', text: 'a,b' }],
      ['meta', '{"a":"ü"}'],
      ['title', 'Hallo ü'],
      ['tags', 'x'],
      ['tags', 'y'],
    ])
    expect(seen.body).toContain('name="meta"\r\nContent-Type: application/json\r\n\r\n{"a":"ü"}')
    expect(seen.body).toContain('name="title"\r\n\r\nHallo ü')
  })

  test('has the content types that its encoding says', async () => {
    const encoding = { scan: { mediaType: 'image/png' }, title: { mediaType: 'application/json' } }
    const all = { scan: 'data:text/plain,x', title: 'y' }
    const { body } = await sent(whole('multipart/form-data', { encoding }), { all }, schema)
    expect(body).toContain('filename="file"\r\nContent-Type: image/png\r\n\r\nx')
    expect(body).toContain('name="title"\r\nContent-Type: application/json\r\n\r\n"y"')
  })

  test('lets no name or text out of its part', async () => {
    const name = 'x"\r\nContent-Type: text/html\r\n\r\n--'
    const scan = await testFiles.put('pune', Buffer.from('1'), { name: 'a"\r\n\r\nb' })
    const seen = await sent(whole('multipart/form-data'), { all: { [name]: 'v', scan } }, schema)
    expect((await formIn(seen)).map(([, part]) => part)).toEqual([
      'v',
      { name: 'a"\r\n\r\nb', type: 'application/octet-stream', text: '1' },
    ])
  })

  test('takes what looks like a file for text where the input is not declared as one', async () => {
    const secret = await testFiles.put('pune', Buffer.from('not for you'))
    expect(await formIn(await sent(whole('multipart/form-data'), { all: { title: secret } }, schema))).toEqual([
      ['title', secret],
    ])
  })
})

describe('a body that is a file', () => {
  test('has its bytes, its length, and the declared type', async () => {
    const all = await testFiles.put('pune', Buffer.from('PDF'))
    const seen = await sent(whole('application/pdf'), { all }, inputOf(file))
    expect(seen).toEqual({ type: 'application/pdf', length: '3', body: 'PDF' })
  })

  test('may be of text or JSON too, where the input is declared as a file', async () => {
    for (const type of ['text/csv', 'application/json'])
      expect(await sent(whole(type), { all: 'data:;base64,W10=' }, inputOf(file))).toMatchObject({ type, body: '[]' })
  })

  test.each([
    ['a reference to nothing', `jackfield-file:${'0'.repeat(32)}`, 'is no file of this organisation'],
    ['text', 'scan.pdf', 'is not a file'],
    ['a data: URL that is none', 'data:;base64,%%%,', 'not base64'],
  ])('%s is invalid, and nothing is sent', async (_name, all, words) => {
    await using service = await startService((_seen, response) => json(response, {}))
    const operation = action(
      { method: 'POST', body: whole('application/pdf') },
      { effect: 'once', input: inputOf(file) as never },
    )
    const failing = invoke(bound(service, operation), request({ all }))
    await expect(failing).rejects.toMatchObject({
      code: 'input-invalid',
      doubt: false,
      message: expect.stringContaining(words),
      hint: expect.any(String),
    })
    expect(service.connections).toBe(0)
  })

  test("another organisation's file is none", async () => {
    const all = await testFiles.put('oslo', Buffer.from('theirs'))
    await expect(sent(whole('application/pdf'), { all }, inputOf(file))).rejects.toMatchObject({
      code: 'input-invalid',
    })
    await expect(puneFiles.content(all)).rejects.toMatchObject({ code: 'file-unknown' })
  })

  test('is opened anew for a retry, a redirect that asks again, and a renewed token', async () => {
    let count = 0
    const answers = [503, 307, 401, 200]
    await using service = await startService((_seen, response) =>
      json(response, {}, answers[count++], { location: '/api/orders' }),
    )
    const all = await testFiles.put('pune', Buffer.from('PDF'))
    let key = 0
    const signer = {
      sign: ({ url, headers }: { url: string; headers: object }) => ({
        url,
        headers: { ...headers, 'x-key': `${key}` },
      }),
      renew: async () => ++key > 0,
    }
    const operation = action(
      { method: 'PUT', body: whole('application/pdf'), attempts: 2 },
      { effect: 'idempotent', input: inputOf(file) as never },
    )
    await invoke(bound(service, operation, { signer }), request({ all }))
    expect(service.seen.map(({ body }) => body)).toEqual(['PDF', 'PDF', 'PDF', 'PDF'])
  })
})

describe('text and XML', () => {
  test('text is what it is', async () => {
    expect(await sent(whole('text/plain'), { all: 'a\nü' })).toMatchObject({ type: 'text/plain', body: 'a\nü' })
  })

  const xml = async (all: unknown, schema: object): Promise<string> =>
    (await sent(whole('application/xml'), { all }, inputOf(schema))).body.replace(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n/,
      '',
    )

  test.each([
    [
      'names and attributes',
      { id: 7, title: 'a<b&"c' },
      { xml: { name: 'book' }, properties: { id: { xml: { attribute: true } }, title: { xml: { name: 'Title' } } } },
      '<book id="7"><Title>a&lt;b&amp;&quot;c</Title></book>',
    ],
    [
      'arrays',
      { tag: ['x', 'y'] },
      { xml: { name: 'a' }, properties: { tag: { type: 'array', items: { type: 'string' } } } },
      '<a><tag>x</tag><tag>y</tag></a>',
    ],
    [
      'wrapped arrays',
      { tags: ['x', 'y'] },
      {
        xml: { name: 'a' },
        properties: { tags: { type: 'array', xml: { wrapped: true }, items: { xml: { name: 'tag' } } } },
      },
      '<a><tags><tag>x</tag><tag>y</tag></tags></a>',
    ],
    [
      'an empty wrapped array',
      { tags: [] },
      { xml: { name: 'a' }, properties: { tags: { type: 'array', xml: { wrapped: true }, items: {} } } },
      '<a><tags/></a>',
    ],
    [
      'namespaces',
      { b: 1 },
      { xml: { name: 'a', namespace: 'urn:x', prefix: 'p' }, properties: { b: { xml: { prefix: 'p' } } } },
      '<p:a xmlns:p="urn:x"><p:b>1</p:b></p:a>',
    ],
    [
      'text beside attributes',
      { '@unit': 'kg', '#text': 5 },
      { xml: { name: 'weight' } },
      '<weight unit="kg">5</weight>',
    ],
    [
      'line breaks and tabs, which would be spaces in an attribute',
      { '@note': 'a\n\tb\r', '#text': 'a\n\tb\r' },
      { xml: { name: 'c' } },
      '<c note="a&#10;&#9;b&#13;">a\n\tb&#13;</c>',
    ],
    ['the one property as the root', { order: { sku: 'S', none: null } }, {}, '<order><sku>S</sku></order>'],
  ])('XML: %s', async (_name, all, schema, expected) => {
    expect(await xml(all, schema)).toBe(expected)
  })

  test.each([[{ 'a><b': 1 }], [{ a: '\u0000' }], [{ a: 1, b: 2 }], [['x']]])('XML: %j is refused', async (all) => {
    await expect(xml(all, {})).rejects.toMatchObject({ code: 'input-invalid', doubt: false })
  })
})

test('a header that the operation sets has the last word, but for a boundary', async () => {
  const parameters = [{ name: 'Content-Type', in: 'header' as const, value: literal('text/special') }]
  expect((await sent(whole('text/plain'), { all: 'x' }, {}, { parameters })).type).toBe('text/special')
  expect((await sent(whole('multipart/form-data'), { all: { a: 'x' } }, {}, { parameters })).type).toMatch(/boundary=/)
})
