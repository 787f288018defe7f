import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson } from '@jackfield/core'
import { validateConnector } from '@jackfield/core/testing'
import { describe, expect, it } from 'vitest'
import { powerPlatformFormat } from '../src/index.ts'
import { caseEntry, casesFolder } from './case-entries.ts'

/** A case is a folder as an author would drop it, with `expected.json`: what is read of it. */
describe('a folder is read', () => {
  it.each(readdirSync(casesFolder))('%s', async (name) => {
    const entry = caseEntry(name)
    expect(powerPlatformFormat().claims(entry)).toBe(7)
    const { connector, problems } = await powerPlatformFormat().read(entry)
    if (connector !== undefined)
      expect(validateConnector(connector, (pointer) => ({ pointer })).filter(isError)).toEqual([])
    const read = JSON.parse(canonicalJson({ connector, problems }))
    const expected = join(casesFolder, name, 'expected.json')
    if (process.env.UPDATE_CASES !== undefined) writeFileSync(expected, `${JSON.stringify(read, undefined, 2)}\n`)
    expect(read).toEqual(JSON.parse(readFileSync(expected, 'utf8')))
  })
})

function isError({ severity }: { readonly severity?: 'error' | 'warning' }): boolean {
  return severity !== 'warning'
}
