import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson, type SourceEntry } from '@jackfield/core'
import { describe, expect, it } from 'vitest'
import { powerPlatformFormat } from '../src/index.ts'

const root = join(import.meta.dirname, 'cases')

/** A case is a folder as an author would drop it, with `expected.json`: what is read of it. */
describe('a folder is read', () => {
  it.each(readdirSync(root))('%s', async (name) => {
    const entry = entryOf(name)
    expect(powerPlatformFormat().claims(entry)).toBe(7)
    const { connector, problems } = await powerPlatformFormat().read(entry)
    const read = JSON.parse(canonicalJson({ connector, problems }))
    const expected = join(root, name, 'expected.json')
    if (process.env.UPDATE_CASES !== undefined) writeFileSync(expected, `${JSON.stringify(read, undefined, 2)}\n`)
    expect(read).toEqual(JSON.parse(readFileSync(expected, 'utf8')))
  })
})

function entryOf(name: string): SourceEntry {
  const folder = join(root, name)
  const files = readdirSync(folder).filter((file) => file !== 'expected.json')
  return {
    name,
    path: name,
    kind: 'folder',
    files: files.map((path) => ({ path, bytes: readFileSync(join(folder, path)) })),
  }
}
