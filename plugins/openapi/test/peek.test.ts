import type { SourceEntry } from '@jackfield/core'
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
  return { peeked, read: connector && { id, version, about } }
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

  it('says nothing of what takes more than a parse, or is none', async () => {
    expect(await format.peek?.(entry('a.json', '{"openapi":"4.0.0"}'))).toBe(null)
    expect(await format.peek?.(entry('a.json', '{"openapi":'))).toBe(null)
  })

  const corpus = corpusFolder()
  it.skipIf(corpus === undefined)('says it of documents that nobody here wrote', { timeout: 120_000 }, async () => {
    const entries = [...openapiEntries(corpus ?? ''), ...swaggerEntries(corpus ?? '')].slice(0, 300)
    for (const given of entries) {
      const { peeked, read } = await both(given)
      expect(peeked, given.path).toEqual(read)
    }
  })
})
