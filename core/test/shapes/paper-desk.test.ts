import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createKernel, defineConnector, type JsonObject, type Kernel, keyFile, sqlite } from '../../src/index.ts'
import { type LoopbackService, type Seen, startService } from '../http/loopback-service.ts'

let service: LoopbackService
let kernel: Kernel
let folder = ''
let connection: never

const answers: Readonly<
  Record<string, { readonly type: string; readonly body: string | Uint8Array; readonly name?: string }>
> = {
  'GET /api/list.csv': { type: 'text/csv; charset=iso-8859-1', body: Buffer.from('name;Größe\n', 'latin1') },
  'POST /api/orders': {
    type: 'application/xml',
    body: '<answer><confirmation number="7"><line quantity="2"><sku>A4</sku></line></confirmation></answer>',
  },
  'GET /api/report': { type: 'application/pdf', body: '%PDF-1.7', name: 'Jahresbericht.pdf' },
  'POST /api/subscribers': { type: 'application/json', body: '{"id":"1"}' },
}

const entry = (id: string): string => `<entry><id>${id}</id><title>Post ${id}</title><number>${id}</number></entry>`
let feed = entry('1')

/** A connector in code that does the same over its `http`. */
const coded = defineConnector({
  id: 'paper-code',
  version: '1',
  title: 'Paper by code',
  servers: [{ url: 'https://desk.example.com/api' }],
  actions: {
    send: {
      effect: 'once',
      async run({ scan }, { http }) {
        await http.post('forms', { form: { a: ['x', 'y z'], b: 1, gone: undefined } })
        await http.post('parts', {
          multipart: [
            { name: 'about', json: { title: 'ü' } },
            { name: 'note', value: 'text' },
            { name: 'scan', file: String(scan), fileName: 'other.pdf' },
          ],
        })
        await http.put('bytes', { file: String(scan) })
        return (await http.get('report', { download: true })).file()
      },
    },
    refuse: { effect: 'read', run: async (_input, { http }) => (await http.get('report')).file() },
    twice: { effect: 'read', run: async (_input, { http }) => (await http.post('x', { json: {}, form: {} })).status },
    unknown: {
      effect: 'read',
      run: async (_input, { http }) => (await http.put('x', { file: 'jackfield-file:x' })).status,
    },
  },
})

beforeAll(async () => {
  service = await startService(({ method, url }, response) => {
    const { type, body, name } = answers[`${method} ${url.split('?')[0]}`] ?? { type: 'application/json', body: '[]' }
    if (url === '/api/feed.xml') {
      response.writeHead(200, { 'content-type': 'application/atom+xml' })
      return void response.end(`<feed xmlns="http://www.w3.org/2005/Atom">${feed}</feed>`)
    }
    response.writeHead(200, {
      'content-type': type,
      ...(name && { 'content-disposition': `attachment; filename=${name}` }),
    })
    response.end(body)
  })
  folder = await mkdtemp(join(tmpdir(), 'jackfield-shapes-'))
  kernel = await createKernel({
    plugins: [{ dir: import.meta.dirname }],
    connectors: [coded],
    store: sqlite(':memory:'),
    keyProvider: keyFile(join(folder, 'key')),
    connectTo: { 'https://desk.example.com': service.address },
    pollEvery: 50,
  })
  const added = await kernel.connections.add({
    organisation: 'pune',
    connector: 'paper-desk',
    credentials: { key: 'a-session-key' },
  })
  connection = added.id as never
  expect(added.grants).toEqual([{ credential: 'key', origin: 'https://desk.example.com', placement: 'cookie SESSION' }])
})

afterAll(async () => {
  await kernel[Symbol.asyncDispose]()
  await service[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

async function sent(operation: string, input: JsonObject = {}) {
  const { output, warnings } = await kernel.invoke(`paper-desk.${operation}`, { connection, input })
  expect(warnings).toEqual([])
  return { output, seen: service.seen.at(-1) }
}

const put = (text: string, name: string, mediaType: string) =>
  kernel.files.put('pune', new TextEncoder().encode(text), { name, mediaType })

const partsIn = async (seen: Seen | undefined) => {
  const headers = { 'content-type': seen?.headers['content-type'] ?? '' }
  return [...(await new Response(seen?.body ?? '', { headers }).formData())].map(([name, part]) =>
    typeof part === 'string' ? [name, part] : [name, part.name, part.type, part.size],
  )
}

describe('a manifest', () => {
  test('sends a form', async () => {
    const { seen } = await sent('subscribe', { email: 'a@b.example', topics: ['x', 'y'], address: { city: 'Pune' } })
    expect(seen?.body).toBe('email=a%40b.example&topics=x&topics=y&address%5Bcity%5D=Pune')
    expect(seen?.headers.cookie).toBe('SESSION=a-session-key')
  })

  test('sends files in parts', async () => {
    const scan = await put('PDF!', 'scan ü.pdf', 'application/pdf')
    const { seen } = await sent('fileScan', { scan, pages: ['data:,1', 'data:,22'], about: { title: 'x' } })
    expect(await partsIn(seen)).toEqual([
      ['scan', 'scan ü.pdf', 'application/pdf', 4],
      ['pages', 'file', 'image/png', 1],
      ['pages', 'file', 'image/png', 2],
      ['about', '{"title":"x"}'],
    ])
  })

  test('sends a file as it is', async () => {
    const { seen } = await sent('replaceScan', { id: '7', scan: await put('PDF!', 'a.pdf', 'text/plain') })
    expect(seen).toMatchObject({
      method: 'PUT',
      url: '/api/scans/7',
      body: 'PDF!',
      headers: { 'content-type': 'application/pdf' },
    })
  })

  test('writes parameters in their styles, its own cookies beside that of the session', async () => {
    const { seen } = await sent('search', { ids: ['a', 'b'], labels: ['x', 'y'], filter: { by: 'me' }, locale: 'de' })
    expect(seen?.url).toBe('/api/scans/.a,b?label=x%7Cy&filter%5Bby%5D=me')
    expect(seen?.headers.cookie).toBe('locale=de; SESSION=a-session-key')
  })

  test('reads CSV as text, XML as JSON and a PDF as a file', async () => {
    expect((await sent('exportList')).output).toBe('name;Größe\n')
    const { output, seen } = await sent('order', { id: 1, lines: [{ sku: 'A4', quantity: 2 }] })
    expect(seen?.body).toContain(
      '<order xmlns="urn:paper" id="1"><lines><line quantity="2"><sku>A4</sku></line></lines></order>',
    )
    expect(output).toEqual({ number: 7, line: [{ sku: 'A4', quantity: 2 }] })
    const report = String((await sent('getReport')).output)
    expect(await kernel.files.get('pune', report)).toEqual({
      name: 'Jahresbericht.pdf',
      mediaType: 'application/pdf',
      size: 8,
    })
    expect(await new Response(await kernel.files.open('pune', report)).text()).toBe('%PDF-1.7')
    await expect(kernel.files.get('oslo', report)).rejects.toMatchObject({ code: 'file-unknown' })
  })

  test('polls XML', async () => {
    const { promise, resolve } = Promise.withResolvers<unknown>()
    const listening = await kernel.listen({
      ...{ operation: 'paper-desk.posted', connection, dependent: 'reader' },
      deliver: ({ data }) => resolve(data),
    })
    await expect.poll(() => service.seen.filter(({ url }) => url === '/api/feed.xml').length).toBeGreaterThan(1)
    feed += entry('2')
    expect(await promise).toEqual({ id: '2', title: 'Post 2', number: 2 })
    await listening.remove()
  })
})

describe('connector code', () => {
  const call = (action: string, input: JsonObject = {}) =>
    kernel.invoke(`paper-code.${action}`, { organisation: 'pune', input })

  test('sends forms, parts and files, and downloads', async () => {
    const from = service.seen.length
    const scan = await put('PDF!', 'scan.pdf', 'application/pdf')
    const { output } = await call('send', { scan })
    const [form, parts, bytes] = service.seen.slice(from)
    expect([form?.headers['content-type'], form?.body]).toEqual(['application/x-www-form-urlencoded', 'a=x&a=y+z&b=1'])
    expect(await partsIn(parts)).toEqual([
      ['about', '{"title":"ü"}'],
      ['note', 'text'],
      ['scan', 'other.pdf', 'application/pdf', 4],
    ])
    expect(bytes).toMatchObject({ body: 'PDF!', headers: { 'content-type': 'application/pdf', 'content-length': '4' } })
    expect(await kernel.files.get('pune', String(output))).toMatchObject({ name: 'Jahresbericht.pdf', size: 8 })
  })

  test.each([
    ['refuse', 'argument-invalid', 'download: true'],
    ['twice', 'argument-invalid', 'one of them'],
    ['unknown', 'file-unknown', 'kernel.files.put()'],
  ])('is told what is wrong: %s', async (action, code, hint) => {
    await expect(call(action)).rejects.toMatchObject({ code, hint: expect.stringContaining(hint) })
  })
})

test('a kernel that is closed has no files', async () => {
  const other = await createKernel({ store: sqlite(':memory:') })
  await other[Symbol.asyncDispose]()
  await expect(other.files.get('pune', 'x')).rejects.toMatchObject({ code: 'kernel-closed' })
})
