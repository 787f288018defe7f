import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKernel, type Json, type Kernel, type KernelEvents, sqlite } from '@jackfield/core'
import { expect, it, onTestFinished, vi } from 'vitest'
import { flows } from '../src/index.ts'

const organisation = 'pune'

const shop = (field: string, version: string) => `
jackfield: 1
id: shop
version: '${version}'
title: Shop
servers: [{ url: https://shop.example.com }]
triggers:
  orderPlaced:
    title: Order placed
    poll: { http: GET /orders, items: /orders, every: 60s, dedupe: { key: [/id], window: 30d }, cursor: { from: /at, type: integer, send: { query: since }, start: beginning } }
    output:
      type: object
      required: [id, at, lines]
      properties:
        id: { type: string }
        at: { type: integer }
        lines: { type: array, items: { type: object, required: [${field}], properties: { ${field}: { type: string }, qty: { type: integer } } } }
`

const book = `
jackfield: 1
id: book
version: '1.0.0'
title: Book
servers: [{ url: https://book.example.com }]
actions:
  write:
    title: Write a line
    effect: idempotent
    http: PUT /lines/{line}
    input: { required: [line, text], properties: { line: { type: string }, text: { type: string } } }
    output: { type: object, required: [written], properties: { written: { type: string } } }
`

const restock = (field: string) => `
flow: 1
id: restock
trigger: { operation: shop.orderPlaced }
steps:
  - id: lines
    operation: book.write
    forEach: '{% trigger.lines[qty > 0] %}'
    input:
      line: '{% trigger.id & "-" & index %}'
      text: '{% item.${field} %} × {% item.qty %}'
  - id: total
    operation: book.write
    when: '{% $count(steps.lines) > 1 %}'
    input: { line: '{% trigger.id & "-total" %}', text: '{% $join(steps.lines.written, ", ") %}' }
`

interface Service {
  readonly origin: string
  readonly orders: Json[]
  readonly written: Record<string, string>
}

async function startService(): Promise<Service> {
  const orders: Json[] = []
  const written: Record<string, string> = {}
  const server = createServer(async (request, response) => {
    response.setHeader('content-type', 'application/json')
    const line = /^\/lines\/(.+)$/.exec(request.url ?? '')?.[1]
    if (line === undefined) return response.end(JSON.stringify({ orders }))
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString()) as { text: string }
    written[line] = body.text
    return response.end(JSON.stringify({ written: line }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, orders, written }
}

it('runs a flow over a real kernel, and weighs a change against it', { timeout: 30_000 }, async () => {
  const service = await startService()
  const folder = await mkdtemp(join(tmpdir(), 'flows kernel '))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const put = async (id: string, text: string) => {
    await mkdir(join(folder, 'plugins', id), { recursive: true })
    await writeFile(join(folder, 'plugins', id, 'connector.yaml'), text)
  }
  await put('shop', shop('sku', '1.0.0'))
  await put('book', book)
  const heard: { name: string; event: unknown }[] = []
  const hear = (name: keyof KernelEvents) => [name, (event: unknown) => heard.push({ name, event })]
  const start = (): Promise<Kernel> =>
    createKernel({
      plugins: [{ dir: join(folder, 'plugins') }],
      extensions: [flows({ runsAtOnce: 2 })],
      store: sqlite(join(folder, 'state.db')),
      connectTo: { 'https://shop.example.com': service.origin, 'https://book.example.com': service.origin },
      pollEvery: '30ms',
      on: Object.fromEntries(
        (['run:started', 'run:step', 'run:finished', 'run:failed', 'connector:held'] as const).map(hear),
      ),
    })

  {
    await using kernel = await start()
    const added = await kernel
      .extension(flows)
      .add(restock('sku'), { organisation, connections: {}, file: 'restock.yaml' })
    expect(added.warnings).toEqual([])
    service.orders.push({
      id: 'o1',
      at: 1,
      lines: [
        { sku: 'a', qty: 2 },
        { sku: 'b', qty: 0 },
        { sku: 'c', qty: 1 },
      ],
    })
    await vi.waitUntil(() => heard.some(({ name }) => name === 'run:finished'), { timeout: 8_000 })
    expect(service.written).toEqual({ 'o1-0': 'a × 2', 'o1-1': 'c × 1', 'o1-total': 'o1-0, o1-1' })
    expect(heard.map(({ name }) => name)).toEqual(['run:started', 'run:step', 'run:step', 'run:step', 'run:finished'])

    await put('shop', shop('itemCode', '2.0.0'))
    await vi.waitUntil(() => heard.some(({ name }) => name === 'connector:held'), { timeout: 8_000 })
  }

  await using kernel = await start()
  const [held] = await kernel.changes.list({ organisation })
  expect(held?.report.findings.filter(({ status }) => status === 'broken')).toMatchObject([
    {
      flow: 'restock',
      step: 'lines',
      evidence: { expression: 'item.sku', file: 'restock.yaml', line: 11 },
      fix: { before: 'item.sku', after: 'item.itemCode' },
    },
  ])
  service.orders.push({ id: 'o2', at: 2, lines: [{ sku: 'd', qty: 1 }] })
  await vi.waitUntil(() => service.written['o2-0'] === 'd × 1', { timeout: 8_000 })

  await expect(
    kernel.approve(held?.id as never, {
      by: 'operations',
      dependents: [{ id: 'restock', document: restock('sku +') }],
    }),
  ).rejects.toMatchObject({
    code: 'approval-refused',
    problems: [{ code: 'expression-invalid' }],
  })
  await kernel.approve(held?.id as never, {
    by: 'operations',
    dependents: [{ id: 'restock', document: restock('itemCode') }],
  })
  service.orders.push({ id: 'o3', at: 3, lines: [{ itemCode: 'e', qty: 4 }] })
  await vi.waitUntil(() => service.written['o3-0'] === 'e × 4', { timeout: 8_000 })
  const runs = async () => {
    const all = await kernel.extension(flows).runs({ organisation, flow: 'restock' })
    return all.map(({ event, state }) => [(event.data as { id: string }).id, state])
  }
  await expect.poll(runs, { timeout: 8_000 }).toEqual([
    ['o1', 'finished'],
    ['o2', 'finished'],
    ['o3', 'finished'],
  ])
})
