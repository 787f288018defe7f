import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKernel, defineConnector, fileFolder, sqlite } from '../../src/index.ts'
import { bigFile, digestOf, megabyte } from './big-file.ts'

/*
 * A process of its own, so that its memory says something: it puts a file, uploads it, and downloads one as large, once as
 * it is and once in gzip, over a service on loopback. Prints what arrived where and by how much the memory grew.
 */
const megabytes = Number(process.argv[2])
const service = fork(new URL('big-file-service.ts', import.meta.url), [String(megabytes)])
const port = await new Promise((resolve) => service.once('message', resolve))
const folder = await mkdtemp(join(tmpdir(), 'jackfield-big-'))
const file = { type: 'string', format: 'binary' }
const connector = defineConnector({
  id: 'films',
  version: '1',
  title: 'Films',
  servers: [{ url: 'https://films.example.com' }],
  actions: {
    send: {
      effect: 'idempotent',
      http: 'PUT /film',
      contentType: 'application/octet-stream',
      input: { required: ['film'], properties: { film: file } },
    },
    get: { http: 'GET /film', accept: 'video/mp4', output: file },
    getPacked: { http: 'GET /packed', accept: 'video/mp4', output: file },
  },
})
{
  await using kernel = await createKernel({
    connectors: [connector],
    store: sqlite(':memory:'),
    files: fileFolder(folder),
    connectTo: { 'https://films.example.com': `http://127.0.0.1:${port}` },
  })
  await kernel.invoke('films.send', { organisation: 'pune', input: { film: 'data:,warm' } })
  const before = process.memoryUsage().rss
  let peak = before
  const watching = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 5)
  const film = await kernel.files.put('pune', bigFile(megabytes), { name: 'film.mp4', mediaType: 'video/mp4' })
  const sent = await kernel.invoke('films.send', { organisation: 'pune', input: { film } })
  const got = await kernel.invoke('films.get', { organisation: 'pune' })
  const unpacked = await kernel.invoke('films.getPacked', { organisation: 'pune' })
  clearInterval(watching)
  const digests = []
  for (const output of [film, got.output, unpacked.output])
    digests.push(await digestOf(await kernel.files.open('pune', String(output))))
  console.log(JSON.stringify({ sent: sent.output, digests, grown: Math.round((peak - before) / megabyte) }))
}
service.disconnect()
await rm(folder, { recursive: true })
