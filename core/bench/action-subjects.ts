import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKernel, keyFile, sqlite } from '@jackfield/core'
import axios from 'axios'
import got from 'got'
import ky from 'ky'
import { Agent, request } from 'undici'
import { shop } from './shop.ts'

/** One way to get the orders; each asks for the same and ends with the parsed answer. */
export type Subject = () => Promise<unknown>

export type Name = 'declared' | 'coded' | 'undici' | 'ky' | 'axios' | 'got'

export interface Subjects extends AsyncDisposable {
  readonly run: Readonly<Record<Name, Subject>>
}

const key = 'a-key-of-some-length'
const headers = { 'x-api-key': key, accept: 'application/json' }

export async function createSubjects(origin: string): Promise<Subjects> {
  const state = await mkdtemp(join(tmpdir(), 'jackfield-bench-'))
  const kernel = await createKernel({
    connectors: [shop],
    store: sqlite(':memory:'),
    keyProvider: keyFile(join(state, 'key')),
    connectTo: { 'https://api.example.com': origin },
  })
  const added = await kernel.connections.add({ organisation: 'bench', connector: 'shop', credentials: { key } })
  const call = { connection: added.id, input: { shopId: '7', status: 'completed' } }
  const url = `${origin}/v1/shops/7/orders?status=completed`
  const dispatcher = new Agent()
  return {
    run: {
      declared: () => kernel.invoke('shop.declared', call),
      coded: () => kernel.invoke('shop.coded', call),
      undici: async () => (await request(url, { dispatcher, headers })).body.json(),
      ky: () => ky(url, { headers }).json(),
      axios: async () => (await axios.get(url, { headers })).data,
      got: () => got(url, { headers }).json(),
    },
    async [Symbol.asyncDispose]() {
      await kernel[Symbol.asyncDispose]()
      await dispatcher.close()
      await rm(state, { recursive: true })
    },
  }
}
