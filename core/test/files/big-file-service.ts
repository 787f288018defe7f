import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createGzip } from 'node:zlib'
import { bigFile, digestOf } from './big-file.ts'

/* Takes a film, after leading the first elsewhere, and gives one: a process of its own, its memory is not what is measured. */
const megabytes = Number(process.argv[2])
const server = createServer(async (request, response) => {
  if (request.method === 'PUT') {
    const arrived = await digestOf(request)
    // It is led elsewhere with all of its body read: that has to be opened anew.
    if (request.url === '/film') return void response.writeHead(307, { location: '/again' }).end()
    const { 'content-length': length, 'content-type': type } = request.headers
    return void response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ ...arrived, length, type }))
  }
  const packed = request.url === '/packed'
  response.writeHead(200, { 'content-type': 'video/mp4', ...(packed && { 'content-encoding': 'gzip' }) })
  const out = packed ? createGzip({ level: 1 }) : response
  if (packed) out.pipe(response)
  for await (const part of bigFile(megabytes))
    if (!out.write(part)) await new Promise((resolve) => out.once('drain', resolve))
  out.end()
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.on('disconnect', () => process.exit())
