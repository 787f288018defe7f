import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadPath, manifestFormat, resolveExtensions, sortProblems } from '../../src/load/index.ts'
import type { Problem } from '../../src/model/index.ts'
import { validateConnector } from '../../src/validate/index.ts'

/*
 * A case is a folder with a bad manifest and, in expected.json, everything that is said about it. To write what is said
 * now, for reading it through: UPDATE_CASES=1 npx vitest run core/test/validate
 */
const cases = join(import.meta.dirname, 'cases')

async function problemsOf(name: string): Promise<readonly Problem[]> {
  const { connectors, problems } = await loadPath(join(cases, name), { formats: [manifestFormat()], shownAs: name })
  const found = resolveExtensions(connectors).flatMap(({ connector, place, problems: own }) =>
    connector === undefined ? own : [...own, ...validateConnector(connector, place)],
  )
  return sortProblems([...problems, ...found])
}

describe('a bad manifest is told', () => {
  it.each(readdirSync(cases))('%s', async (name) => {
    const problems = await problemsOf(name)
    const file = join(cases, name, 'expected.json')
    if (process.env.UPDATE_CASES === '1') writeFileSync(file, `${JSON.stringify(problems, null, 2)}\n`)
    expect(problems).toEqual(JSON.parse(readFileSync(file, 'utf8')))
  })

  it.each(readdirSync(cases))('%s: where it is and what to do', async (name) => {
    const text = readdirSync(join(cases, name)).find((file) => file.startsWith('connector.')) ?? ''
    const lines = readFileSync(join(cases, name, text), 'utf8').split('\n')
    const problems = await problemsOf(name)
    expect(problems.filter(({ severity }) => severity !== 'warning')).not.toEqual([])
    for (const { file, line = 0, column = 0, hint = '', message, pointer } of problems) {
      expect(file).toBe(`${name}/${text}`)
      expect(pointer).toMatch(/^(\/|$)/)
      expect(column).toBeGreaterThan(0)
      expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1)
      expect(message).toMatch(/^\S.*\S$/)
      expect(hint).toMatch(/^\S.*[.?]$/)
    }
  })
})

const good = join(import.meta.dirname, '../../../plugins/connectors')

it.each(readdirSync(good))('has nothing to say about %s', async (name) => {
  const { connectors } = await loadPath(join(good, name), { formats: [manifestFormat()] })
  for (const { connector, place, problems } of connectors) {
    expect(problems).toEqual([])
    expect(connector && validateConnector(connector, place)).toEqual([])
  }
})
