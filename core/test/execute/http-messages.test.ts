import { expect, test } from 'vitest'
import { guestServices } from '../../src/execute/guest/guest-services.ts'
import { serveHttp } from '../../src/execute/serve-http.ts'
import { createHttp } from '../../src/http/index.ts'
import type { Json } from '../../src/model/index.ts'
import type { HttpOptions, Services } from '../../src/sdk.ts'
import { puneFiles, testFiles } from '../files/test-files.ts'
import { declared, type LoopbackService, startService, transportTo } from '../http/loopback-service.ts'

/** `http` as isolated code has it: everything through JSON, there and back. */
function guestHttp(service: LoopbackService): Services['http'] {
  const http = createHttp({
    ...{ transport: transportTo(service), baseUrl: declared, signer: null, timeout: 2_000 },
    files: puneFiles,
  })
  return guestServices({
    async ask(_service, ...args) {
      const asked = JSON.parse(JSON.stringify(args)) as Json[]
      return JSON.parse(JSON.stringify(await serveHttp(http, asked))) as Json
    },
    ...{ log: () => {}, now: Date.now, signal: new AbortController().signal, idempotencyKey: 'key' },
  }).http
}

const pdf = (): Promise<LoopbackService> =>
  startService((_seen, response) => response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF'))

test('isolated code sends forms, parts and files, and downloads', async () => {
  await using service = await pdf()
  const http = guestHttp(service)
  const scan = await testFiles.put('pune', Buffer.from('scan'), { name: 'a.txt', mediaType: 'text/plain' })
  await http.post('form', { form: { a: ['x', 'y'], b: true } })
  await http.post('parts', {
    multipart: [
      { name: 'n', value: 1 },
      { name: 'j', json: { a: 1 } },
      { name: 'f', file: scan },
    ],
  })
  await http.put('file', { file: scan })
  const [form, parts, file] = service.seen
  expect(form?.body).toBe('a=x&a=y&b=true')
  const headers = { 'content-type': parts?.headers['content-type'] ?? '' }
  const read = [...(await new Response(parts?.body ?? '', { headers }).formData())]
  expect(read.map(([name, part]) => [name, typeof part === 'string' ? part : part.name])).toEqual([
    ['n', '1'],
    ['j', '{"a":1}'],
    ['f', 'a.txt'],
  ])
  expect([file?.body, file?.headers['content-type']]).toEqual(['scan', 'text/plain'])
  const answer = await http.get('report', { download: true })
  expect(await testFiles.get('pune', answer.file())).toMatchObject({ mediaType: 'application/pdf', size: 4 })
  const inMemory = await http.get('report')
  expect(() => inMemory.file()).toThrow('download: true')
})

test.each<[string, HttpOptions]>([
  ['a part without a kind', { multipart: [{ name: 'a' } as never] }],
  ['a part of two kinds', { multipart: [{ name: 'a', value: 1, file: 'x' } as never] }],
  ['a file that is no text', { file: 7 as never }],
  ['a form of objects', { form: { a: {} as never } }],
  ['a download that is no flag', { download: 'yes' as never }],
  ['an unknown option', { files: [] } as never],
])('isolated code is refused %s', async (_name, options) => {
  await using service = await pdf()
  await expect(guestHttp(service).post('x', options)).rejects.toMatchObject({ code: 'argument-invalid' })
  expect(service.seen).toEqual([])
})

test("isolated code has no way to another organisation's file", async () => {
  await using service = await pdf()
  const theirs = await testFiles.put('oslo', Buffer.from('theirs'))
  await expect(guestHttp(service).put('x', { file: theirs })).rejects.toMatchObject({ code: 'file-unknown' })
  expect(service.seen).toEqual([])
})

test('isolated code is told which value of a query can not be sent', async () => {
  await using service = await pdf()
  const query = { page: 1, since: null } as unknown as NonNullable<HttpOptions['query']>
  await expect(guestHttp(service).get('x', { query })).rejects.toThrow('"query.since"')
})
