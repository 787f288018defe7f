import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { rules } from '../../src/diff/rules.ts'
import { changesPage } from './changes-page.ts'

const page = fileURLToPath(new URL('../../../docs/reference/changes.md', import.meta.url))

it('docs/reference/changes.md says what the rules say; to write it anew: npx vitest run core/test/diff -u', async () => {
  expect(existsSync(page)).toBe(true)
  await expect(changesPage(rules)).toMatchFileSnapshot(page)
})

it('has a place for each kind', () => {
  const text = readFileSync(page, 'utf8')
  for (const { id } of rules) expect(text).toContain(`\n## \`${id}\`\n`)
})
