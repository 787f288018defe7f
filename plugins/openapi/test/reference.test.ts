import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { features } from '../src/features.ts'

const root = join(import.meta.dirname, '../../..')
const page = readFileSync(join(root, 'docs/reference/openapi.md'), 'utf8')
const sources = join(root, 'plugins/openapi/src')

const told = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => codesIn(readFileSync(join(sources, file), 'utf8')))

describe('the reference of OpenAPI documents', () => {
  it('has each code that is told, sorted', () => {
    expect(firstCells('Problems')).toEqual([...new Set(told)].sort())
  })

  it('has each feature with its reason', () => {
    for (const [feature, reason] of Object.entries(features)) expect(page).toContain(`| \`${feature}\` | ${reason} |`)
    expect(firstCells('What is not had here')).toEqual([...Object.keys(features), 'auth.http.…'])
  })
})

/** `code: 'a'`, `warn('a', …)`, `['a', message]`. */
function codesIn(text: string): string[] {
  return [...text.matchAll(/(?:\bcode: |\bwarn\(\s*|return \[)'([a-z]+(?:-[a-z]+)+)'/g)].map(([, code = '']) => code)
}

function firstCells(section: string): string[] {
  const [, body = ''] = page.split(`\n## ${section}\n`)
  const [own = ''] = body.split('\n## ')
  return [...own.matchAll(/^\| `([^`]+)` \|/gm)].map(([, code = '']) => code)
}
