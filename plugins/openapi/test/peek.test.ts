import type { SourceEntry } from '@jackfield/core'
import { describe, expect, it } from 'vitest'
import { corpusFolder, openapiEntries, swaggerEntries } from '../bench/corpus.ts'
import { openapiFormat } from '../src/index.ts'

const format = openapiFormat()

function entry(name: string, text: string | Uint8Array): SourceEntry {
  return { name, path: name, kind: 'file', files: [{ path: name, bytes: Buffer.from(text) }] }
}

/** What a look says, as it is in the connector that is read. */
async function both(given: SourceEntry) {
  const peeked = format.peek?.(given)
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
    }
  })

  it('says nothing of what takes more than a parse, or is none', () => {
    expect(format.peek?.(entry('a.yaml', 'openapi: 3.0.0\ninfo: { title: A, version: "1" }'))).toBe(null)
    expect(format.peek?.(entry('a.json', '{"openapi":"4.0.0"}'))).toBe(null)
    expect(format.peek?.(entry('a.json', '{"openapi":'))).toBe(null)
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
