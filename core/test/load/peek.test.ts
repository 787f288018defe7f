import { expect, it } from 'vitest'
import { stringify } from 'yaml'
import { manifestFormat, type SourceEntry } from '../../src/load/index.ts'

const format = manifestFormat()

function entry(files: Readonly<Record<string, unknown>>): SourceEntry {
  const found = Object.entries(files).map(([path, content]) => ({
    path,
    bytes: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
  }))
  return { name: 'orders', path: 'orders', kind: 'folder', files: found }
}

const orders = {
  jackfield: 1,
  id: 'orders',
  version: '1.0.0',
  title: 'Orders',
  description: 'Takes them.',
  categories: ['commerce'],
  publisher: 'Ada',
  icon: 'icon.svg',
  servers: [{ url: 'https://orders.example.com' }],
  actions: { list: { title: 'List orders', http: 'GET /orders' } },
}

it('says of a manifest in JSON or YAML what reading it says', async () => {
  for (const written of [orders, { ...orders, categories: undefined, icon: undefined, description: undefined }]) {
    for (const files of [{ 'connector.json': written }, { 'connector.yaml': stringify(written) }]) {
      const given = entry(files)
      const { connector } = await format.read(given)
      const { id, version, title, description, categories, publisher, icon } = connector ?? ({} as typeof orders)
      const about = JSON.parse(JSON.stringify({ title, description, publisher, categories, icon }))
      expect(await format.peek?.(given)).toEqual({ id, version, about })
    }
  }
})

it.each<[string, Readonly<Record<string, unknown>>]>([
  ['YAML in flow style', { 'connector.yaml': '{ jackfield: 1, id: orders, version: "1", title: Orders }' }],
  ['YAML whose version is a number', { 'connector.yaml': 'jackfield: 1\nid: orders\nversion: 1.0\ntitle: Orders\n' }],
  [
    'YAML that takes from elsewhere',
    { 'connector.yaml': `x: &t Orders\n${stringify(orders)}`.replace('title: Orders', 'title: *t') },
  ],
  ['YAML that merges', { 'connector.yaml': `${stringify(orders)}<<: { title: Others }\n` }],
  ['an extension in YAML', { 'connector.yaml': stringify({ ...orders, extends: 'shop' }) }],
  ['an extension', { 'connector.json': { ...orders, extends: 'shop' } }],
  ['two manifests', { 'connector.json': orders, 'connector.yaml': 'jackfield: 1' }],
  ['a newer grammar', { 'connector.json': { ...orders, jackfield: 2 } }],
  ['an id that is none', { 'connector.json': { ...orders, id: '../orders' } }],
  ['no version', { 'connector.json': { ...orders, version: 7 } }],
  ['no object', { 'connector.json': [] }],
])('has to read %s', async (_name, files) => {
  expect(await format.peek?.(entry(files))).toBe(null)
})

it('parses no more of a manifest than what says what it is', async () => {
  const text = JSON.stringify(orders).replace('"GET /orders"', 'null null')
  expect(await format.peek?.(entry({ 'connector.json': text }))).toMatchObject({ id: 'orders', version: '1.0.0' })
})

it('has to read what is no JSON', async () => {
  await expect(format.peek?.(entry({ 'connector.json': '{"jackfield":1,' }))).rejects.toThrow(SyntaxError)
})
