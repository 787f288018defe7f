import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkExamples } from '../examples.mjs'
import { extractExamples } from '../markdown.mjs'

/** @type {string} */
let folder
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jackfield examples '))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** @param {string[]} lines @param {string} [name] */
function write(lines, name = 'README.md') {
  mkdirSync(join(folder, 'docs', 'reference'), { recursive: true })
  writeFileSync(join(folder, name), lines.join('\n'))
}

test('a wrong example is reported at its line in the document', async () => {
  write(['# Title', '', '```ts', "const a: string = 'right'", 'const b: number = a', '```'])
  write(['- a list', '', '  ```ts', '  const c: boolean = 1', '  ```'], 'docs/reference/page.md')
  const { checked, problems } = await checkExamples(folder)
  expect(checked).toBe(2)
  expect(problems.map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual([
    'README.md:5:7',
    'docs/reference/page.md:4:9',
  ])
})

test('an import that the package does not have is reported', async () => {
  write(['```ts', "import { thereIsNoSuchExport } from '@jackfield/core'", 'thereIsNoSuchExport()', '```'])
  const { problems } = await checkExamples(folder)
  expect(problems).toMatchObject([{ file: 'README.md', line: 2 }])
})

test('a syntax error is reported, and other languages are left alone', async () => {
  write(['```sh', 'npm start (', '```', '~~~ts', 'const = 1', '~~~'])
  const { checked, problems } = await checkExamples(folder)
  expect(checked).toBe(1)
  expect(problems[0]).toMatchObject({ file: 'README.md', line: 5 })
})

test('examples know nothing of each other, and what a comment before one declares', async () => {
  write([
    '<!-- example',
    'declare const given: number',
    '-->',
    '',
    '```ts',
    'const sum: number = given + 1',
    '```',
    '```ts',
    'const sum: string = String(given)',
    '```',
  ])
  const { problems } = await checkExamples(folder)
  expect(problems).toMatchObject([{ file: 'README.md', line: 9, message: expect.stringContaining("'given'") }])
})

test('a block that is never closed is an error, and a longer fence holds shorter ones', () => {
  const nested = extractExamples(['````md', '```ts', 'wrong wrong', '```', '````'].join('\n'), 'a.md')
  expect(nested.examples.map(({ info }) => info)).toEqual(['md'])
  expect(extractExamples('text\n```ts\nconst a = 1\n', 'a.md').problems).toMatchObject([{ file: 'a.md', line: 2 }])
})

test('quoted blocks lose their quote marks, and comments and inline code hold no examples', () => {
  const quoted = extractExamples('> ```ts\n> const a = 1\n> ```\n', 'a.md')
  expect(quoted.examples).toMatchObject([{ line: 2, text: '\nconst a = 1' }])
  expect(extractExamples('<!--\n```ts\nnonsense\n```\n-->\n```inline``` text', 'a.md')).toEqual({
    examples: [],
    problems: [],
  })
})
