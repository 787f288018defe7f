import { expect, it } from 'vitest'
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

it('says of a manifest in JSON what reading it says', async () => {
  for (const written of [orders, { ...orders, categories: undefined, icon: undefined, description: undefined }]) {
    const given = entry({ 'connector.json': written })
    const { connector } = await format.read(given)
    const { id, version, title, description, categories, publisher, icon } = connector ?? ({} as typeof orders)
    const about = JSON.parse(JSON.stringify({ title, description, publisher, categories, icon }))
    expect(format.peek?.(given)).toEqual({ id, version, about })
  }
})

it.each<[string, Readonly<Record<string, unknown>>]>([
  ['YAML', { 'connector.yaml': 'jackfield: 1\nid: orders\nversion: "1"\ntitle: Orders\n' }],
  ['an extension', { 'connector.json': { ...orders, extends: 'shop' } }],
  ['two manifests', { 'connector.json': orders, 'connector.yaml': 'jackfield: 1' }],
  ['a newer grammar', { 'connector.json': { ...orders, jackfield: 2 } }],
  ['an id that is none', { 'connector.json': { ...orders, id: '../orders' } }],
  ['no version', { 'connector.json': { ...orders, version: 7 } }],
  ['no object', { 'connector.json': [] }],
])('has to read %s', (_name, files) => {
  expect(format.peek?.(entry(files))).toBe(null)
})

it('has to read what is no JSON', () => {
  expect(() => format.peek?.(entry({ 'connector.json': '{"jackfield":1,' }))).toThrow(SyntaxError)
})
