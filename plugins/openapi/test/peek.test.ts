import type { Connector, SourceEntry } from '@jackfield/core'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { corpusFolder, openapiEntries, swaggerEntries } from '../bench/corpus.ts'
import { openapiFormat } from '../src/index.ts'

const format = openapiFormat()

function entry(name: string, text: string | Uint8Array): SourceEntry {
  return { name, path: name, kind: 'file', files: [{ path: name, bytes: Buffer.from(text) }] }
}

/** What a look says, as it is in the connector that is read. */
async function both(given: SourceEntry) {
  const peeked = await format.peek?.(given)
  const { connector } = await format.read(given)
  const { id, version, title, description, publisher } = connector ?? { id: '', version: '', title: '' }
  const about = { title, ...(description && { description }), ...(publisher && { publisher }) }
  const words = format.words?.(given)
  return { peeked, read: connector && { id, version, about }, words, hidden: hidden(words, connector) }
}

/** What somebody may look for in a connector and would not find by these words. */
function hidden(words: readonly string[] | null | undefined, connector: Connector | undefined): readonly string[] {
  if (words == null || connector === undefined) return []
  const known = new Set(words.flatMap((text) => text.toLowerCase().split(/\s+/)))
  const said = Object.values(connector.operations).flatMap(({ id, title, description }) =>
    `${connector.id}.${id} ${title} ${description ?? ''}`.toLowerCase().split(/\s+/),
  )
  return said.filter((word) => word !== '' && !known.has(word))
}

describe('a look at a document', () => {
  it('says what reading it says', async () => {
    const info = { title: ' A shop ', version: '7', description: 'Sells.', contact: { name: 'Ada' } }
    for (const document of [
      { openapi: '3.1.0', info, paths: {} },
      { swagger: '2.0', info: { title: 'Old' }, paths: {} },
      { openapi: '3.0.3', paths: {} },
    ]) {
      const { peeked, read } = await both(entry('My shop.json', JSON.stringify(document)))
      expect(peeked).toEqual(read)
      expect(peeked?.id).toBe('my-shop')
      const inYaml = await both(entry('My shop.yaml', stringify(document)))
      expect(inYaml.peeked).toEqual(read)
      expect(inYaml.read).toEqual(read)
    }
  })

  it('parses no more of a document in YAML than what says it', async () => {
    const head = 'openapi: 3.0.0\ninfo: { title: A, version: "1" }\n'
    const told = { id: 'a', version: '1', about: { title: 'A' } }
    expect(await format.peek?.(entry('a.yaml', `${head}paths:\n  /: [`))).toEqual(told)
    expect(await format.peek?.(entry('a.yaml', `${head}x-jackfield-connector: { title: B }\npaths: {}\n`))).toBe(null)
    expect(
      await format.peek?.(entry('a.yaml', 'x-a: &info { title: A }\nopenapi: 3.0.0\ninfo: *info\npaths: {}\n')),
    ).toBe(null)
  })

  it('tells by which words operations are found, where reading alone does not tell', async () => {
    const document = {
      openapi: '3.0.3',
      info: { title: 'Shop' },
      paths: {
        '/orders/{id}': {
          get: { operationId: 'getOrder', summary: 'Looks at one', description: 'With all\nits lines.' },
          delete: {},
        },
      },
    }
    const given = (more: object) => entry('shop.json', JSON.stringify({ ...document, ...more }))
    const { words, hidden } = await both(given({}))
    expect(hidden).toEqual([])
    expect(words).toEqual(expect.arrayContaining(['shop.getOrder', 'Looks at one', 'shop.delete-orders-id']))
    const [, order] = Object.entries(document.paths)[0] as [string, (typeof document.paths)['/orders/{id}']]
    for (const paths of [
      { '/orders': { $ref: 'orders.json' } },
      { '/orders': { get: { callbacks: {} } } },
      { '/orders/{id}': order, '/orders-id': { delete: {} } },
      { '/orders': { get: { 'x-jackfield-operation': { title: 'Look' } } } },
    ])
      expect(format.words?.(given({ paths }))).toBe(null)
    expect(format.words?.(given({ webhooks: {} }))).toBe(null)
    expect(format.words?.(entry('shop.yaml', stringify(document)))).toBe(null)
  })

  it('says nothing of what takes more than a parse, or is none', async () => {
    expect(await format.peek?.(entry('a.json', '{"openapi":"4.0.0"}'))).toBe(null)
    expect(await format.peek?.(entry('a.json', '{"openapi":'))).toBe(null)
  })

  const corpus = corpusFolder()
  it.skipIf(corpus === undefined)('says it of documents that nobody here wrote', { timeout: 120_000 }, async () => {
    const entries = [...openapiEntries(corpus ?? ''), ...swaggerEntries(corpus ?? '')].slice(0, 300)
    let told = 0
    for (const given of entries) {
      const { peeked, read, words, hidden } = await both(given)
      expect(peeked, given.path).toEqual(read)
      expect(hidden, given.path).toEqual([])
      if (words !== null) told++
    }
    expect(told / entries.length).toBeGreaterThan(0.8)
  })
})
