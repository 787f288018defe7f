import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKernel, defineConnector, type Kernel, type KernelOptions, type Problem, sqlite } from '@jackfield/core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { sandbox } from '../../src/index.ts'
import type { Attack } from './attacks/attack.ts'
import { attacks } from './attacks.ts'

const organisation = 'pune'
const credential = 'planted-credential-of-the-attacked'
const failed = new Map<string, readonly Problem[]>()
let folder: string
let kernel: Kernel
let service: Server
const connections = new Map<string, string>()

const idOf = (index: number): string => `attack-${index}`

const shape = (id: string, operations: string): string => `
  id: '${id}', version: '1.0.0', title: 'Attack',
  servers: [{ url: 'https://service.example.com/v1' }],
  securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' } },
  ${operations}`

const services = '{ http, log, storage, clock, signal, cursor, idempotencyKey }'

function moduleOf({ module, run = 'return 1', poll, top = '', fails }: Attack, id: string): string {
  const timeout = fails === 'request-timeout' ? '1s' : '10s'
  const action = `run: { effect: 'once', timeout: '${timeout}', async run(input, ${services}) { ${run} } }`
  const trigger = `poll: { start: 'beginning', timeout: '5s', output: true, async *poll(input, ${services}) { ${poll} } }`
  const operations = `actions: { ${action} }, triggers: { ${poll === undefined ? '' : trigger} }`
  return module ?? `${top}\nexport default {${shape(id, operations)}}`
}

/** Keeps what another connector may not see, and answers what the host asks between the attacks. */
const neighbour = `export default {${shape(
  'neighbour',
  `actions: {
    keep: { effect: 'idempotent', run: (input, { storage }) => storage.put('secret', 'planted') },
    ring: { effect: 'read', run: () => [({}).polluted ?? 'clean', JSON.parse('2')] } }`,
)}}`

async function serve(): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      if (request.url === '/v1/large') return void response.end('x'.repeat(9 * 1024 * 1024))
      response.setHeader('x-echo', String(request.headers['x-api-key']))
      return void response.end(JSON.stringify({ headers: request.headers }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jackfield attacks '))
  const plugins = join(folder, 'plugins')
  const endless = join(folder, 'endless')
  for (const [index, attack] of attacks.entries()) {
    const into = join(attack.endless ? endless : plugins, idOf(index))
    await mkdir(into, { recursive: true })
    await writeFile(join(into, 'connector.js'), moduleOf(attack, idOf(index)))
  }
  await mkdir(join(plugins, 'neighbour'))
  await writeFile(join(plugins, 'neighbour', 'connector.js'), neighbour)
  await mkdir(join(plugins, 'linked'))
  await symlink('/etc/passwd', join(plugins, 'linked', 'connector.js'))
  service = await serve()
  const on: KernelOptions['on'] = { 'connector:failed': ({ path, problems }) => void failed.set(path, problems) }
  // What never comes is not waited for as long as what may be slow.
  const impatient = [sandbox({ definition: 1_500 })]
  await using _waits = await createKernel({
    plugins: [{ dir: endless }],
    extensions: impatient,
    store: sqlite(':memory:'),
    on,
  })
  const key = randomBytes(32)
  kernel = await createKernel({
    plugins: [{ dir: plugins }],
    connectors: [
      defineConnector({
        id: 'bell',
        version: '1',
        title: 'Bell',
        actions: { ring: { effect: 'read', run: () => 'rung' } },
      }),
    ],
    extensions: [sandbox({ memory: 64, guests: 4 })],
    store: sqlite(':memory:'),
    keyProvider: { name: 'one-off', key: async () => key },
    connectTo: { 'https://service.example.com': `http://127.0.0.1:${(service.address() as AddressInfo).port}` },
    pollEvery: '1h',
    on,
  })
  for (const connector of ['neighbour', ...attacks.map((_, index) => idOf(index))]) {
    const known = await kernel.catalogue.get({ organisation, connector })
    if (known === undefined) continue
    const credentials = { key: credential }
    const { id } = await kernel.connections.add({ organisation, connector, settings: {}, credentials })
    connections.set(connector, id)
  }
  await kernel.invoke('neighbour.keep', { connection: connections.get('neighbour') as never })
}, 120_000)

afterAll(async () => {
  await kernel?.[Symbol.asyncDispose]()
  service?.close()
  await rm(folder, { recursive: true, force: true })
})

async function servesOn(): Promise<void> {
  const began = performance.now()
  expect(await kernel.invoke('bell.ring', { organisation })).toMatchObject({ output: 'rung' })
  const connection = connections.get('neighbour') as never
  expect(await kernel.invoke('neighbour.ring', { connection })).toMatchObject({ output: ['clean', 2] })
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  expect(performance.now() - began).toBeLessThan(5_000)
}

describe('the host serves on after', () => {
  for (const [index, attack] of attacks.entries())
    it(attack.name, async () => {
      const problems = [...failed].find(([path]) => path.endsWith(`/${idOf(index)}`))?.[1]
      const connection = connections.get(idOf(index)) as never
      if (attack.fails === 'code-failed') {
        expect(problems).toMatchObject([{ code: 'code-failed' }])
        expect(problems?.[0]?.message).toMatch(attack.saying ?? /./)
      } else if (attack.poll !== undefined) {
        const heard: unknown[] = []
        const deliver = ({ data }: { readonly data: unknown }): void => void heard.push(data)
        const listening = await kernel.listen({
          operation: `${idOf(index)}.poll`,
          connection,
          dependent: 'till',
          deliver,
        })
        await vi.waitUntil(() => heard.length > 0, { timeout: 15_000 })
        await listening.stop()
      } else {
        expect(problems).toBeUndefined()
        const called = kernel.invoke(`${idOf(index)}.run`, { connection })
        if (attack.fails === undefined) expect((await called).output).toEqual(attack.output)
        else {
          const error: { message?: string } = await called.then(
            () => ({}),
            (thrown: unknown) => thrown as Error,
          )
          expect(error).toMatchObject({ code: attack.fails })
          expect(error.message).toMatch(attack.saying ?? /./)
        }
      }
      await servesOn()
    })

  it('a link to a file outside', async () => {
    const problems = failed.get(join(folder, 'plugins', 'linked'))
    expect(problems).toContainEqual(expect.objectContaining({ code: 'link-refused' }))
    await servesOn()
  })
})
