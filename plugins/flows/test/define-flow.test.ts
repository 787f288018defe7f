import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { defineFlow } from '../src/index.ts'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const name = 'define-flow.ts'

it('is the document, key for key', () => {
  const document = {
    flow: 1,
    id: 'restock',
    trigger: { operation: 'shop.orderPlaced' },
    steps: [{ id: 'line', operation: 'book.write', input: { text: '{% trigger.id %}' } }],
  } as const
  expect(defineFlow(document)).toBe(document)
})

it('compiles, but for the lines that are marked', async () => {
  await mkdir(join(repository, '.scratch'), { recursive: true })
  const dir = await mkdtemp(join(repository, '.scratch/flow-'))
  try {
    const text = await readFile(new URL(`fixtures/${name}.txt`, import.meta.url), 'utf8')
    await writeFile(join(dir, name), text)
    await writeFile(join(dir, 'package.json'), '{ "type": "module" }')
    const settings = { extends: relative(dir, join(repository, 'tsconfig.base.json')), include: [name] }
    await writeFile(join(dir, 'tsconfig.json'), JSON.stringify(settings))
    const marked = text.split('\n').flatMap((line, index) => {
      const code = /\/\/ error (TS\d+)/.exec(line)?.[1]
      return code === undefined ? [] : [`${index + 1} ${code}`]
    })
    expect(await compile(dir)).toEqual(marked)
  } finally {
    await rm(dir, { recursive: true })
  }
}, 60_000)

/** What the compiler says of the file, as `line code`. */
function compile(dir: string): Promise<string[]> {
  const argv = ['-p', join(dir, 'tsconfig.json'), '--pretty', 'false']
  return new Promise((resolve) => {
    execFile(join(repository, 'node_modules/.bin/tsc'), argv, { cwd: dir, maxBuffer: 1e8 }, (_error, out) => {
      const found = [...out.matchAll(/^define-flow\.ts\((\d+),\d+\): error (TS\d+)/gm)]
      resolve(found.map(([, line, code]) => `${line} ${code}`))
    })
  })
}
