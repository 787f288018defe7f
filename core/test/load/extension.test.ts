import { expect, it } from 'vitest'
import { type Loaded, loadPath, manifestFormat, resolveExtensions } from '../../src/load/index.ts'
import { temporaryFolder } from './temporary-folder.ts'

const base = `jackfield: 1
id: desk
version: '1'
title: Desk
servers: [{ url: 'https://{host}.desk.example', variables: { host: { from: settings.host, pattern: '^[a-z]+$' } } }]
securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
settings: { required: [host], properties: { host: { type: string } } }
actions:
  listOrders: { title: List orders, http: GET /orders }
schemas:
  Order: { type: object, required: [id], properties: { id: { type: string } } }
  Query: { type: object, properties: { since: { type: string } } }
`
const extension = (action: string, more = '') => `jackfield: 1
id: notes
version: '1'
title: Notes
extends: desk
actions:
  addNote:
    title: Add a note
    ${action}
${more}`
const add = 'http: GET /orders/{orderId}\n    input: { required: [orderId], properties: { orderId: { type: string } } }'

async function resolve(text: string, other = base): Promise<Loaded | undefined> {
  const folder = temporaryFolder({ 'a/connector.yaml': text, 'b/connector.yaml': other })
  const { connectors } = await loadPath(folder, { formats: [manifestFormat()] })
  return resolveExtensions(connectors).find(({ id }) => id === 'notes')
}

it('has what it extends, and its own operations and schemas', async () => {
  const schemas = 'schemas:\n  Note: { type: object, properties: { of: { $ref: "#/schemas/Order" } } }\n'
  const output = "output: { $ref: '#/schemas/Note' }"
  const notes = await resolve(extension(`${add}\n    query: { at: '{settings.host}' }\n    ${output}`, schemas))
  expect(notes?.problems).toEqual([])
  expect(notes?.connector).toMatchObject({
    id: 'notes',
    extends: 'desk',
    servers: [{ url: 'https://{host}.desk.example' }],
    securitySchemes: { key: { type: 'apiKey' } },
    security: [{ key: [] }],
    settings: { required: ['host'] },
  })
  expect(Object.keys(notes?.connector?.operations ?? {})).toEqual(['addNote'])
  expect(Object.keys(notes?.connector?.schemas ?? {})).toEqual(['Order', 'Query', 'Note'])
})

it.each([
  ['a schema that it does not name anew', extension(add, 'schemas:\n  Order: {}\n'), 'schema-redefined', 12],
  ['no schema', extension(`${add}\n    output: { $ref: '#/schemas/Odrer' }`), 'schema-unknown', 11],
  ['no setting', extension(`${add}\n    query: { at: '{settings.hots}' }`), 'setting-unknown', 11],
  ['inputs', extension("http: GET /orders\n    input: { $ref: '#/schemas/Query' }"), 'input-elsewhere', 10],
])('is told at its place in the extension that the base has %s', async (_what, text, code, line) => {
  const notes = await resolve(text)
  expect(notes?.connector).toBeUndefined()
  expect(notes?.problems).toMatchObject([{ code, line, file: expect.stringContaining('a/connector.yaml') }])
  expect(notes?.problems[0]?.hint).toBeTruthy()
})

it('is told that what it extends leads back to it', async () => {
  const desk = extension(add).replace('id: notes', 'id: desk').replace('extends: desk', 'extends: notes')
  const notes = await resolve(extension(add), desk)
  expect(notes?.problems).toMatchObject([{ code: expect.stringMatching(/^extends-/), line: 5 }])
})

it('does not become whole where what it extends is broken', async () => {
  const notes = await resolve(extension(add), base.replace('servers:', 'severs:'))
  expect(notes?.problems).toMatchObject([{ code: 'extends-missing' }])
})

it('says nothing of what is known of the base alone', async () => {
  const notes = await resolve(
    extension(add),
    base
      .replace('X-Key }', 'X-Key }, login: { type: basic }')
      .replace('settings:', 'security: [{ key: [] }]\nsettings:'),
  )
  expect(notes?.problems).toEqual([])
})

it('is told that its base has two keys for one place, of which its operation would use both', async () => {
  const keys = 'one: { type: apiKey, in: header, name: X-Key }, other: { type: apiKey, in: header, name: x-key }'
  const two = base
    .replace(/^securitySchemes.*$/m, `securitySchemes: { ${keys} }\nsecurity: [{ one: [], other: [] }]`)
    .replace('http: GET /orders }', 'http: GET /orders, security: [{ one: [] }] }')
  const notes = await resolve(extension(add), two)
  expect(notes?.connector).toBeUndefined()
  expect(notes?.problems).toMatchObject([{ code: 'security-collision' }])
  const chosen = await resolve(extension(`${add}\n    security: [{ other: [] }]`), two)
  expect(chosen?.problems).toEqual([])
})
