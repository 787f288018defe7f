import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadPath, manifestFormat } from '../../src/load/index.ts'
import { connectorSchema, validateConnector } from '../../src/validate/index.ts'
import { temporaryFolder } from './temporary-folder.ts'

const root = join(import.meta.dirname, '../../..')
const manual = readFileSync(join(root, 'docs/reference/manifest.md'), 'utf8')
const problems = readFileSync(join(root, 'docs/reference/problems.md'), 'utf8')

describe('the manifest reference', () => {
  const examples = [...manual.matchAll(/^```yaml connector\n(.*?)^```$/gms)].map(([, text = '']) => ({
    id: /^id: (.*)$/m.exec(text)?.[1],
    text,
  }))

  it.each(examples)('has an example that loads: $id', async ({ text }) => {
    const folder = temporaryFolder({ 'connector.yaml': text })
    const { connectors } = await loadPath(folder, { formats: [manifestFormat()] })
    const [loaded] = connectors
    expect(loaded?.problems).toEqual([])
    expect(loaded?.connector && validateConnector(loaded.connector, loaded.place)).toEqual([])
  })

  it('names every key that the schema knows', () => {
    const known = (schema: unknown): string[] => {
      if (typeof schema !== 'object' || schema === null) return []
      const { properties = {}, ...rest } = schema as { properties?: object }
      return [...Object.keys(properties), ...Object.values({ ...properties, ...rest }).flatMap(known)]
    }
    const { $defs, ...top } = connectorSchema as unknown as { $defs: Record<string, unknown> }
    const { schema: _schema, objectSchema: _object, ...definitions } = $defs
    for (const key of known({ top, definitions }).filter((name) => name !== '$schema'))
      expect(manual).toMatch(new RegExp(`\\b${key}\\b`))
  })
})

describe('the reference of problems', () => {
  const documented = [...problems.matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(([, codes = '']) =>
    [...codes.matchAll(/`([a-z-]+)`/g)].map(([, code = '']) => code),
  )
  const sourcesIn = (folder: string) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(root, folder, file), 'utf8'))
  const ours = ['core/src/load', 'core/src/validate'].flatMap(sourcesIn).join('\n')
  const all = `${ours}\n${['core/src/stage', 'core/src/register'].flatMap(sourcesIn).join('\n')}`
  const computed = ['input-unknown', 'setting-unknown']
  const emitted = [...ours.matchAll(/code(?: = |: )[^'\n]*?'([a-z]+-[a-z-]+)'(?: : '([a-z]+-[a-z-]+)')?/g)]
    .flatMap(([, one, other]) => [one, other])
    .filter((code) => code !== undefined)

  it('has every code that reading and validating emit', () => {
    expect(emitted.length).toBeGreaterThan(40)
    for (const code of [...emitted, ...computed]) expect(documented).toContain(code)
  })

  it.each(documented)('has no code that nothing emits: %s', (code) => {
    expect(computed.includes(code) || all.includes(`'${code}'`)).toBe(true)
  })

  it('is sorted by code within each table', () => {
    for (const table of problems.split(/^## /m).slice(1)) {
      const codes = [...table.matchAll(/^\| `([a-z-]+)`/gm)].map(([, code]) => code)
      expect(codes).toEqual([...codes].sort())
    }
  })
})
