import { expect, it } from 'vitest'
import { createBinder } from '../../src/bind/index.ts'
import { type Connector, dict, type Operation, type Revision, revisionId } from '../../src/model/index.ts'

const operation: Operation = {
  id: 'get',
  kind: 'action',
  title: 'Get',
  visibility: 'public',
  effect: 'read',
  input: { type: 'object', required: ['id'] },
  output: {},
}

function revision(id: string): Revision {
  const model: Connector = {
    model: 1,
    id,
    version: '1',
    title: id,
    servers: [],
    securitySchemes: dict(),
    security: [],
    settings: {},
    operations: dict([['get', operation]]),
    schemas: dict(),
  }
  const source = { format: 'manifest', path: null, files: [] }
  return {
    id: revisionId(`revision of ${id}`.replaceAll(' ', '-')),
    connector: id,
    scope: 'host',
    version: '1',
    model,
    source,
  }
}

function open() {
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  return createBinder({
    clock: { now: Date.now, sleep: async () => {} },
    log,
    transport: {} as never,
    policies: { has: () => false } as never,
    validateOutput: 'warn',
    code: () => ({ actions: new Map(), polls: new Map() }),
    link: async () => ({ connection: null, settings: {}, derived: {}, baseUrl: '', signer: null }) as never,
    storage: () => ({}) as never,
    files: () => ({}) as never,
  })
}

it('makes anew what was made for a revision that went, and leaves other revisions and calls in hand alone', async () => {
  await using binder = open()
  const bind = (of: Revision) => binder.bind({ organisation: 'pune', revision: of, operation, connection: null })
  const [one, other] = [revision('one'), revision('other')]
  const [first, beside] = [await bind(one), await bind(other)]
  expect(await bind(one)).toBe(first)
  await binder.forgetRevision(one.id)
  const again = await bind(one)
  expect(again).not.toBe(first)
  expect(again.validators).not.toBe(first.validators)
  expect(await bind(other)).toBe(beside)
  expect(first.connector).toBe(one.model)
  expect(first.validators).toBeDefined()
})
