import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fakeService, testConnector } from '@jackfield/core/testing'
import { expect, test } from 'vitest'
import { apiVersions } from '../custom-policy/api-version.ts'

const manifest = `
jackfield: 1
id: orders
version: '1.0.0'
title: Orders
servers: [{ url: 'https://api.example.com' }]
settings: { properties: { version: { type: string } } }
actions:
  listOrders:
    title: List orders
    http: GET /orders
    output: { type: array }
    policies: [{ use: api-version, with: { setting: version } }]
  broken:
    title: Broken
    http: GET /orders
    policies: [{ use: api-version }]
`

test('a policy of one’s own changes the request and the answer', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jackfield-example-'))
  const path = join(folder, 'orders.yaml')
  await writeFile(path, manifest)
  await using service = await fakeService({ 'GET /v2/orders': () => ({ json: { payload: [1, 2], took: 5 } }) })
  const connection = { settings: { version: 'v2' }, credentials: {} }
  await using orders = await testConnector(path, { service, connection, extensions: [apiVersions()] })
  expect((await orders.invoke('listOrders')).output).toEqual([1, 2])
  await expect(orders.invoke('broken')).rejects.toMatchObject({
    code: 'policy-failed',
    message: expect.stringContaining('it needs the name of a setting'),
  })
  await rm(folder, { recursive: true })
})
