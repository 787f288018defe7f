import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import * as errors from '../../src/errors/index.ts'

const root = new URL('../../../', import.meta.url)
const codes = [...read('core/src/errors/codes.ts').matchAll(/\| '([a-z-]+)'/g)].map((match) => match[1] as string)
const documented = [...read('docs/reference/errors.md').matchAll(/^\| `([a-z-]+)` /gm)].map((match) => match[1])
const sources = ['core/src', 'plugins/flows/src']
  .flatMap((dir) => filesIn(dir))
  .filter((file) => !file.includes('/errors/'))
const text = sources.map(read).join('\n')

it('keeps the codes sorted, none twice', () => {
  expect(codes.length).toBeGreaterThan(0)
  expect(codes).toEqual([...new Set(codes)].sort())
})

it.each(codes)('documents %s, has a factory for it, and throws it somewhere', (code) => {
  expect(documented).toContain(code)
  const factory = code.replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase())
  const made = (errors as unknown as Record<string, (message: string) => errors.JackfieldError>)[factory]?.('what')
  expect(made).toMatchObject({ code, message: 'what', name: 'JackfieldError' })
  expect(new RegExp(`\\b${factory}\\(`).test(text), `${factory}() is called`).toBe(true)
})

function read(path: string): string {
  return readFileSync(new URL(path, root), 'utf8')
}

function filesIn(dir: string): string[] {
  const entries = readdirSync(new URL(dir, root), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(fileURLToPath(root).length))
}
