import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { counted, putCounted } from './counted.ts'
import { openHost, organisation } from './host.ts'

const ids = ['brass', 'clay', 'glass']

it.each([
  ['less than one has', 0],
  ['room for all', 10_000_000],
])('calls whatever is needed with %s kept in memory', async (_name, maxModelBytes) => {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end('{"sound":"ding"}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    await using host = await openHost()
    for (const id of ids) await putCounted(host.plugins, id)
    const connectTo = { '*': `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
    const format = counted()
    const options = { extensions: [format.extension], readAtStart: 0, maxModelBytes, connectTo }
    const first = await host.start(options)
    const call = async (kernel: typeof first, id: string) =>
      (await kernel.invoke(`${id}.ring`, { organisation, input: {} })).output
    for (const id of [...ids, ...ids]) expect(await call(first, id)).toEqual({ sound: 'ding' })
    const together = await Promise.all([...ids, ...ids, ...ids].map((id) => call(first, id)))
    expect(together).toHaveLength(9)
    expect(format.counts.take().read).toEqual(ids)
    await first[Symbol.asyncDispose]()

    const second = await host.start(options)
    for (const id of [...ids, ...ids]) expect(await call(second, id)).toEqual({ sound: 'ding' })
    expect(format.counts.take().read).toEqual([])
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
