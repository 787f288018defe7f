import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKernel, type Json, type Kernel, type KernelEvents, sqlite } from '@jackfield/core'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { flows } from '../src/index.ts'

const organisation = 'pune'

const desk = `
jackfield: 1
id: desk
version: '1.0.0'
title: Desk
servers: [{ url: https://desk.example.com }]
triggers:
  ticketOpened:
    title: Ticket opened
    poll: { http: GET /tickets, items: /tickets, every: 60s, dedupe: { key: [/id], window: 30d }, cursor: { from: /at, type: integer, send: { query: since }, start: beginning } }
    output: { type: object, required: [id, at], properties: { id: { type: string }, at: { type: integer }, hours: {} } }
actions:
  submit:
    title: Submit a form
    effect: idempotent
    http: PUT /forms/{form}/answers
    in: { answers: body }
    input: { required: [form], properties: { form: { type: string }, answers: { type: object } } }
    output: { type: object, required: [id], properties: { id: { type: string } } }
    schemaFrom:
      input: { operation: describe, input: { form: '{input.form}' } }
      output: { operation: describe, input: { form: '{input.form}', side: answer } }
  describe:
    title: Describe a form
    visibility: internal
    http: GET /forms/{form}
    input: { required: [form], properties: { form: { type: string }, side: { type: string } } }
`

const taken = {
  type: 'object',
  required: ['answers'],
  properties: {
    answers: { type: 'object', required: ['hours'], properties: { hours: { type: 'number' } } },
  },
}
const given = { type: 'object', required: ['receipt'], properties: { id: {}, receipt: { type: 'string' } } }

interface Desk {
  readonly origin: string
  readonly tickets: Json[]
  readonly answers: Json[]
  /** Whether it still describes its forms. */
  describes: boolean
}

async function startDesk(): Promise<Desk> {
  const server = createServer(async (request, response) => {
    response.setHeader('content-type', 'application/json')
    const url = request.url ?? ''
    if (url.startsWith('/tickets')) return response.end(JSON.stringify({ tickets: started.tickets }))
    if (request.method === 'PUT') {
      started.answers.push(JSON.parse(Buffer.concat(await request.toArray()).toString()))
      return response.end(JSON.stringify({ id: 'a', receipt: 'r-1' }))
    }
    response.statusCode = started.describes ? 200 : 403
    return response.end(JSON.stringify(url.includes('side=answer') ? given : taken))
  })
  const started: Desk = { origin: '', tickets: [], answers: [], describes: true }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return Object.assign(started, { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}

async function start(service: Desk, heard: string[] = []): Promise<Kernel> {
  const folder = await mkdtemp(join(tmpdir(), 'flows described '))
  await mkdir(join(folder, 'plugins/desk'), { recursive: true })
  await writeFile(join(folder, 'plugins/desk/connector.yaml'), desk)
  const names: (keyof KernelEvents)[] = ['run:finished', 'run:failed']
  const kernel = await createKernel({
    plugins: [{ dir: join(folder, 'plugins') }],
    extensions: [flows()],
    store: sqlite(join(folder, 'state.db')),
    connectTo: { 'https://desk.example.com': service.origin },
    pollEvery: '30ms',
    on: Object.fromEntries(names.map((name) => [name, () => heard.push(name)])),
  })
  onTestFinished(async () => {
    await kernel[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })
  return kernel
}

const flow = (answers: string, { form = 'repair', read = 'receipt' } = {}) => `
flow: 1
id: answer
trigger: { operation: desk.ticketOpened }
steps:
  - id: send
    operation: desk.submit
    input: { form: ${form}, answers: ${answers} }
  - id: again
    operation: desk.submit
    input: { form: repair, answers: { hours: 1, note: '{% steps.send.${read} %}' } }
`

const add = (kernel: Kernel, text: string) => kernel.extension(flows).add(text, { organisation, connections: {} })

describe('a flow with a step whose fields the service describes', () => {
  it('is read against them', async () => {
    const kernel = await start(await startDesk())
    expect((await add(kernel, flow('{ hours: 2 }'))).warnings).toEqual([])
    expect((await add(kernel, flow('{ hours: 2 }', { read: 'recipt' }))).warnings).toMatchObject([
      { code: 'field-undeclared', hint: expect.stringContaining('receipt') },
    ])
    await expect(add(kernel, flow('{ hours: 2 }').replace(', answers: { hours: 2 }', ''))).rejects.toMatchObject({
      code: 'dependent-invalid',
      problems: [{ code: 'input-missing', message: expect.stringContaining('answers') }],
    })
  })

  it('says where they can’t be known, and goes by what is declared', async () => {
    const service = await startDesk()
    const kernel = await start(service)
    const added = await add(kernel, flow('{ hours: 2 }', { form: "'{% trigger.id %}'" }))
    expect(added.warnings).toMatchObject([
      { code: 'field-undeclared', message: expect.stringContaining('receipt') },
      { code: 'fields-undescribed', message: expect.stringContaining('/form'), line: 7 },
    ])
    service.describes = false
    const other = await start(service)
    const codes = (await add(other, flow('{ hours: 2 }'))).warnings.map(({ code }) => code)
    expect(codes.filter((code) => code === 'fields-undescribed')).toHaveLength(2)
  })

  it('is checked by them when it runs', { timeout: 20_000 }, async () => {
    const service = await startDesk()
    const heard: string[] = []
    const kernel = await start(service, heard)
    await add(kernel, flow("{ hours: '{% trigger.hours %}' }"))
    service.describes = false
    service.tickets.push({ id: 't1', at: 1, hours: 3 }, { id: 't2', at: 2, hours: 'three' })
    await vi.waitUntil(() => heard.length === 2, { timeout: 10_000 })
    expect(heard.toSorted()).toEqual(['run:failed', 'run:finished'])
    expect(service.answers).toEqual([{ answers: { hours: 3 } }, { answers: { hours: 1, note: 'r-1' } }])
  })
})
