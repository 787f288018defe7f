import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson } from '@jackfield/core'
import { validateConnector } from '@jackfield/core/testing'
import { describe, expect, it } from 'vitest'
import { openapiFormat } from '../src/index.ts'
import { caseEntry, casesFolder } from './case-entries.ts'

/** A case is a folder as an author would drop it, with `expected.json`: what is read of it. */
describe('a document is read', () => {
  it.each(readdirSync(casesFolder))('%s', async (name) => {
    const { connector, problems } = await openapiFormat().read(caseEntry(name))
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
