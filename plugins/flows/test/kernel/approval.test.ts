import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKernel, type Held, type Kernel, sqlite } from '@jackfield/core'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { flows } from '../../src/index.ts'

const organisation = 'pune'

/** A bell that rings with a tone; from version 2 on the tone is a pitch, and there is a second way to answer. */
const manifest = (version: 1 | 2) => `
jackfield: 1
id: bell
version: '${version}.0.0'
title: Bell
servers: [{ url: https://bell.example.com }]
triggers:
  rung:
    title: Rung
    poll:
      http: GET /rings
      items: /rings
      every: 1s
      dedupe: { key: [/id], window: 1d }
    output: { type: object, required: [id, ${version === 1 ? 'tone' : 'pitch'}], properties: { id: { type: string }, ${version === 1 ? 'tone' : 'pitch'}: { type: string } } }
actions:
  answer:
    title: Answer
    effect: idempotent
    http: POST /answers
    input: { required: [text], properties: { text: { type: string } } }
    output: { type: object }
${
  version === 1
    ? ''
    : `  shout:
    title: Answer loudly
    effect: idempotent
    http: POST /shouts
    input: { required: [text], properties: { text: { type: string } } }
    output: { type: object }
`
}`

const flow = (operation: string, field: string) => `
flow: 1
id: reply
connections: {}
trigger: { operation: bell.rung }
steps:
  - id: reply
    operation: ${operation}
    input: { text: '{% trigger.${field} %}' }
`

let dir: string
let rings: object[]
let posts: string[]
let polls: number
let kernel: Kernel
const held: Held[] = []
const started: string[] = []

const server = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk) => (body += chunk))
  request.on('end', () => {
    if (request.method === 'POST') posts.push(`${request.url} ${body}`)
    else polls += 1
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ rings }))
  })
})

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'jackfield flows '))
  rings = []
  posts = []
  polls = 0
  held.length = 0
  started.length = 0
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  await mkdir(join(dir, 'bell'))
  await save(1)
  kernel = await createKernel({
    plugins: [{ dir }],
    extensions: [flows()],
    store: sqlite(':memory:'),
    pollEvery: '20ms',
    connectTo: { 'https://bell.example.com': `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    on: { 'connector:held': ({ change }) => held.push(change), 'run:finished': ({ run }) => started.push(run) },
  })
})
afterEach(async () => {
  await kernel[Symbol.asyncDispose]()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(dir, { recursive: true })
})

const save = (version: 1 | 2) => writeFile(join(dir, 'bell', 'connector.yaml'), manifest(version))
const add = (text: string) => kernel.extension(flows).add(text, { organisation, connections: {} })
const ring = (id: string) => rings.push({ id, tone: `tone ${id}`, pitch: `pitch ${id}` })
/** The first poll is over once a second has begun: what rings from now on is new. */
const listening = () => vi.waitUntil(() => polls > 1, { timeout: 5000, interval: 5 })
const heldChange = () => vi.waitUntil(() => held[0], { timeout: 5000, interval: 5 })

it('hands each event to one run, and names step, expression and fix when the field is renamed', async () => {
  await add(flow('bell.answer', 'tone'))
  await listening()
  ring('1')
  await expect.poll(() => posts, { timeout: 5000 }).toEqual(['/answers {"text":"tone 1"}'])
  await save(2)
  const change = await heldChange()
  expect(change.report.findings).toMatchObject([
    {
      status: 'broken',
      flow: 'reply',
      step: 'reply',
      evidence: { expression: 'trigger.tone', pointer: '/steps/0/input/text' },
      fix: { before: 'trigger.tone', after: 'trigger.pitch' },
    },
  ])
  ring('2')
  await expect
    .poll(() => posts, { timeout: 5000 })
    .toEqual(['/answers {"text":"tone 1"}', '/answers {"text":"tone 2"}'])
})

it('approves with a corrected flow that uses an operation which only the revision has', async () => {
  await add(flow('bell.answer', 'tone'))
  await listening()
  await expect(add(flow('bell.shout', 'pitch'))).rejects.toMatchObject({ code: 'dependent-invalid' })
  await save(2)
  const { id } = await heldChange()
  const approve = (document: string) => kernel.approve(id, { by: 'asha', dependents: [{ id: 'reply', document }] })

  await expect(approve(flow('bell.answer', 'tone'))).rejects.toMatchObject({ code: 'approval-refused' })
  await expect(approve(flow('bell.whisper', 'pitch'))).rejects.toMatchObject({ code: 'approval-refused' })
  expect(await kernel.changes.list({ organisation })).toHaveLength(1)

  await approve(flow('bell.shout', 'pitch'))
  ring('1')
  await expect.poll(() => posts, { timeout: 5000 }).toEqual(['/shouts {"text":"pitch 1"}'])
  expect(await kernel.extension(flows).get({ organisation, id: 'reply' })).toMatchObject({
    document: flow('bell.shout', 'pitch'),
  })
})

it('recomputes the report of a waiting change when the flow was mended meanwhile', async () => {
  await add(flow('bell.answer', 'tone'))
  await save(2)
  await heldChange()
  await add(flow('bell.answer', 'id'))
  const [change] = await kernel.changes.list({ organisation })
  expect(change?.report.verdict).toBe('unaffected')
})

it('forgets a flow that is removed: nothing holds any more, nothing runs', async () => {
  await add(flow('bell.answer', 'tone'))
  await listening()
  await kernel.extension(flows).remove({ organisation, id: 'reply' })
  ring('1')
  await save(2)
  await expect
    .poll(() => kernel.catalogue.list({ organisation }).find(({ id }) => id === 'bell')?.version, { timeout: 3000 })
    .toBe('2.0.0')
  expect([held, posts]).toEqual([[], []])
  await expect(kernel.extension(flows).remove({ organisation, id: 'reply' })).rejects.toMatchObject({
    code: 'dependent-unknown',
  })
})
