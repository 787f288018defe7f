import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readDependent } from '../src/usage/index.ts'
import { connectorOf } from './fixtures/connectors.ts'

const cases = fileURLToPath(new URL('cases/', import.meta.url))

function problemsOf(name: string): readonly object[] {
  const file = readdirSync(`${cases}${name}`).find((entry) => entry.startsWith('flow.')) ?? ''
  return readDependent({ path: file, text: readFileSync(`${cases}${name}/${file}`, 'utf8') }, { connectorOf }).problems
}

describe('bad flow documents', () => {
  it.each(readdirSync(cases))('%s', (name) => {
    const expected = `${cases}${name}/expected.json`
    const problems = problemsOf(name)
    if (process.env.JACKFIELD_WRITE_EXPECTED) writeFileSync(expected, `${JSON.stringify(problems, null, 2)}\n`)
    expect(problems).toEqual(JSON.parse(readFileSync(expected, 'utf8')))
    for (const problem of problems)
      expect(problem).toMatchObject({
        line: expect.any(Number),
        column: expect.any(Number),
        message: expect.any(String),
        hint: expect.any(String),
      })
  })
})
