import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { Entrance } from '../../src/scenario/entrance.ts'

async function serve(name: string) {
  const server = createServer((_request, response) => response.end(name))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

const ask = async ({ port }: Entrance): Promise<string> =>
  (await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } })).text()

test('leads to one server after another at one address', async () => {
  await using entrance = await Entrance.open()
  await expect(ask(entrance)).rejects.toThrow('fetch failed')
  await using first = await serve('first')
  await using second = await serve('second')
  entrance.leadTo(first.port)
  expect(await ask(entrance)).toBe('first')
  entrance.leadTo(second.port)
  expect(await Promise.all([ask(entrance), ask(entrance)])).toEqual(['second', 'second'])
  entrance.leadTo(undefined)
  await expect(ask(entrance)).rejects.toThrow('fetch failed')
})

test('turns away who comes when the server is gone, and closes with connections open', async () => {
  const entrance = await Entrance.open()
  const gone = await serve('gone')
  entrance.leadTo(gone.port)
  await gone[Symbol.asyncDispose]()
  await expect(ask(entrance)).rejects.toThrow('fetch failed')

  await using silent = await serve('silent')
  entrance.leadTo(silent.port)
  expect(await (await fetch(`http://127.0.0.1:${entrance.port}/`)).text()).toBe('silent')
  await entrance[Symbol.asyncDispose]()
})
