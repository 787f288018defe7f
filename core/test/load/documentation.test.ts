import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadPath, manifestFormat, resolveExtensions } from '../../src/load/index.ts'
import { connectorSchema, validateConnector } from '../../src/validate/index.ts'
import { temporaryFolder } from './temporary-folder.ts'

const root = join(import.meta.dirname, '../../..')
const manual = readFileSync(join(root, 'docs/reference/manifest.md'), 'utf8')

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

  it('has an extension that fits its example', async () => {
    const [, extension = ''] = /^```yaml extension\n(.*?)^```$/ms.exec(manual) ?? []
    const base = examples.find(({ id }) => id === 'order-desk')?.text ?? ''
    const folder = temporaryFolder({ 'a/connector.yaml': extension, 'b/connector.yaml': base })
    const { connectors } = await loadPath(folder, { formats: [manifestFormat()] })
    const [whole] = resolveExtensions(connectors)
    expect(whole?.problems).toEqual([])
    expect(whole?.connector?.servers).toEqual([{ url: 'https://api.orderdesk.example/v2', variables: {} }])
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
