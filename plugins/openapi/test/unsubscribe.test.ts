import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Operation } from '@jackfield/core'
import { fakeService, testConnector } from '@jackfield/core/testing'
import { describe, expect, it } from 'vitest'
import { openapi, openapiFormat } from '../src/index.ts'

const text = { type: 'string' }
const inPath = (name: string): object => ({ name, in: 'path', required: true, schema: text })

/** An operation that a callback subscribes by, with links of its answer; and one that ends things. */
const documentOf = (links: object, remove: object = {}): object => ({
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  servers: [{ url: 'https://api.example.com/v1' }],
  components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
  security: [{ key: [] }],
  paths: {
    '/tenants/{tenant}/hooks': {
      post: {
        operationId: 'addHook',
        parameters: [inPath('tenant')],
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { type: 'object', properties: { url: text } } } },
        },
        responses: { 201: { description: 'Made', links } },
        callbacks: { called: { '{$request.body#/url}': { post: { responses: {} } } } },
      },
    },
    '/tenants/{tenant}/hooks/{id}': {
      delete: {
        operationId: 'removeHook',
        parameters: [inPath('tenant'), inPath('id'), { name: 'quiet', in: 'query', schema: { type: 'boolean' } }],
        responses: { 204: { description: 'Gone' } },
        ...remove,
      },
    },
  },
})

const end = {
  operationId: 'removeHook',
  parameters: { 'path.tenant': '$request.path.tenant', id: '{$response.body#/id}-{$response.header.X-Part}' },
}

async function triggerOf(document: object): Promise<Operation | undefined> {
  const files = [{ path: 'shop.json', bytes: new TextEncoder().encode(JSON.stringify(document)) }]
  const { connector } = await openapiFormat().read({ name: 'shop.json', path: 'shop.json', kind: 'file', files })
  return connector?.operations['addHook.called']
}

/** Listens and stops, at a service that answers a subscription with `answer`; what it was asked. */
async function asked(answer: object, wanted?: string): Promise<readonly string[]> {
  await using undo = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'openapi-hooks-'))
  undo.defer(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'shop.json'), JSON.stringify(documentOf({ end })))
  const service = undo.use(
    await fakeService({
      'POST /v1/tenants/{tenant}/hooks': { status: 201, ...answer },
      'DELETE /v1/tenants/{tenant}/hooks/{id}': { status: 204 },
    }),
  )
  const options = { service, extensions: [openapi()], connection: { credentials: { key: 'k-1' } } }
  const shop = undo.use(await testConnector(join(folder, 'shop.json'), options))
  await shop.listen('addHook.called', { tenant: 'a b' })
  await shop.kernel.usages.remove({ organisation: 'test', id: 'test' })
  const seen = (): readonly string[] =>
    service.requests.map(({ method, path, headers }) => `${method} ${path} ${headers['x-key']}`)
  if (wanted !== undefined) await expect.poll(seen).toContain(wanted)
  else await sleep(200)
  return seen()
}

describe('what a callback subscribed', () => {
  it('is ended where a link of the answer says how, by the answer and what was asked', async () => {
    const answer = { headers: { 'X-Part': 'b/c' }, json: { id: 7 } }
    expect(await asked(answer, 'DELETE /v1/tenants/a%20b/hooks/7-b%2Fc k-1')).toEqual([
      'POST /v1/tenants/a%20b/hooks k-1',
      'DELETE /v1/tenants/a%20b/hooks/7-b%2Fc k-1',
    ])
  })

  it('stays subscribed, and is one subscription, where the answer lacks what the link reads', async () => {
    const answer = { headers: { 'X-Part': 'b' }, json: {} }
    expect(await asked(answer)).toEqual(['POST /v1/tenants/a%20b/hooks k-1'])
  })

  it('is ended by a reference to the operation, with values as they are', async () => {
    const by = { operationRef: '#/paths/~1tenants~1{tenant}~1hooks~1{id}/delete', parameters: { tenant: 'x', id: 5 } }
    expect((await triggerOf(documentOf({ by })))?.webhook?.unsubscribe?.http).toMatchObject({
      method: 'DELETE',
      parameters: [
        { name: 'tenant', value: { kind: 'literal', value: 'x' } },
        { name: 'id', value: { kind: 'literal', value: 5 } },
      ],
    })
  })

  it('is ended with what every such request has: the type that is asked for', async () => {
    const schema = { type: 'object', properties: { id: text } }
    const answers = { 200: { description: 'Gone', content: { 'application/x-shop': { schema } } } }
    const trigger = await triggerOf(documentOf({ end }, { responses: answers }))
    expect(trigger?.webhook?.unsubscribe?.http.parameters).toContainEqual({
      name: 'Accept',
      in: 'header',
      value: { kind: 'literal', value: 'application/json, application/x-shop;q=0.9' },
    })
  })

  it('is ended by each of several places of the answer, however alike their names are', async () => {
    const id = '{$response.body#/a-b}.{$response.body#/a_b}.{$response.body#/a-b}'
    const trigger = await triggerOf(documentOf({ end: { ...end, parameters: { tenant: 'x', id } } }))
    expect(trigger?.webhook?.subscribe?.keep).toEqual({ body_a_b: { at: '/a-b' }, body_a_b_2: { at: '/a_b' } })
    const [, sent] = trigger?.webhook?.unsubscribe?.http.parameters ?? []
    const from = (name: string): object => ({ root: 'subscription', path: [name] })
    expect(sent?.value).toEqual({
      kind: 'text',
      parts: [from('body_a_b'), '.', from('body_a_b_2'), '.', from('body_a_b')],
    })
  })

  it.each<[string, object, object?]>([
    ['no link', {}],
    ['a link to another method', { end: { ...end, operationId: 'addHook' } }],
    ['a link to nothing', { end: { ...end, operationId: 'gone' } }],
    ['a link that does not say all', { end: { operationId: 'removeHook', parameters: { id: '$response.body#/id' } } }],
    ['one about what is not known', { end: { ...end, parameters: { tenant: '$url', id: '1' } } }],
    ['one about a parameter that is none', { end: { ...end, parameters: { tenant: '$request.query.x', id: '1' } } }],
    ['one to another server', { end: { ...end, server: { url: 'https://other.example.com' } } }],
    ['one that sends a body', { end: { ...end, requestBody: '$response.body' } }],
    ['one to what is signed otherwise', { end }, { security: [] }],
    ['one to what has another server', { end }, { servers: [{ url: 'https://other.example.com' }] }],
  ])('is not ended by a guess: %s', async (_what, links, remove = {}) => {
    const trigger = await triggerOf(documentOf(links, remove))
    expect(trigger).not.toHaveProperty('unavailable')
    expect(trigger?.webhook?.subscribe).toMatchObject({ keep: {} })
    expect(trigger?.webhook).not.toHaveProperty('unsubscribe')
  })
})
