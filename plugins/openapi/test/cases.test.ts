import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson, type SourceEntry } from '@jackfield/core'
import { describe, expect, it } from 'vitest'
import { openapiFormat } from '../src/index.ts'

const root = join(import.meta.dirname, 'cases')

/** A case is a folder as an author would drop it, with `expected.json`: what is read of it. */
describe('a document is read', () => {
  it.each(readdirSync(root))('%s', async (name) => {
    const { connector, problems } = await openapiFormat().read(entryOf(name))
    const read = JSON.parse(canonicalJson({ connector, problems }))
    const expected = join(root, name, 'expected.json')
    if (process.env.UPDATE_CASES !== undefined) writeFileSync(expected, `${JSON.stringify(read, undefined, 2)}\n`)
    expect(read).toEqual(JSON.parse(readFileSync(expected, 'utf8')))
  })
})

function entryOf(name: string): SourceEntry {
  const folder = join(root, name)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && file.name !== 'expected.json')
    .map((file) => join(file.parentPath, file.name))
  return {
    name,
    path: name,
    kind: 'folder',
    files: files.map((file) => ({ path: file.slice(folder.length + 1), bytes: readFileSync(file) })),
  }
}
