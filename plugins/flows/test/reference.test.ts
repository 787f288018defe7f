import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Connector,
  type ConnectorId,
  createKernel,
  defineExtension,
  type Json,
  parseJson,
  sqlite,
} from '@jackfield/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { evaluate } from '../src/expression/index.ts'
import { readDependent } from '../src/usage/index.ts'

const root = join(import.meta.dirname, '../../..')
const page = readFileSync(join(root, 'docs/reference/flow.md'), 'utf8')
const examples = [...page.matchAll(/^```yaml flow( steps)?\n(.*?)^```$/gms)].map(([, steps, text = '']) =>
  steps ? whole(text) : text,
)
const models = new Map<ConnectorId, Connector>()

function whole(steps: string): string {
  const head = page.match(/^```yaml flow\n(.*?)^steps:\n/ms)?.[1] ?? ''
  return `${head}steps:\n${steps}`
}

/** The connectors as the kernel has them. */
beforeAll(async () => {
  const ids = ['production-tracker', 'zoho-inventory']
  const probe = defineExtension('probe', () => ({
    start: async (host) => ({
      api: undefined,
      async ready() {
        for (const id of ids) models.set(id, (await host.connector('pune', id))?.model as Connector)
      },
    }),
  }))
  await using _kernel = await createKernel({
    plugins: [{ dir: join(root, 'plugins/connectors') }],
    extensions: [probe()],
    store: sqlite(':memory:'),
  })
})

describe('the reference of flow documents', () => {
  it('has examples', () => expect(examples.length).toBeGreaterThanOrEqual(4))

  it.each(examples.map((text, index) => [index + 1, text] as const))(
    'has an example without problems: %d',
    (_index, text) => {
      const { problems, complete } = readDependent({ path: 'flow.yaml', text }, { connectorOf: (id) => models.get(id) })
      expect(problems).toEqual([])
      expect(complete).toBe(true)
    },
  )

  const rows = [...page.matchAll(/^\| `([^`]+)` \| (nothing|`([^`]+)`) \|$/gm)].map(
    ([, expression = '', , json]) => [expression, json] as const,
  )
  const scope = { trigger: { quantity: 3, note: null, lines: [{ sku: 'a' }] } as Json, steps: {} }

  it.each(rows)('says what %s gives', async (expression, json) => {
    const value = await evaluate(expression, scope, { moment: { now: 0, random: 0 } })
    expect(value).toEqual(json === undefined ? undefined : parseJson(json))
  })

  it('has such rows', () => expect(rows.length).toBeGreaterThan(10))

  const documented = [...(page.split('## Problems')[1] ?? '').matchAll(/^\| `([a-z-]+)` \|/gm)].map(
    ([, code = '']) => code,
  )
  const source = readdirSync(join(root, 'plugins/flows/src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(root, 'plugins/flows/src', file), 'utf8'))
    .join('\n')
  const emitted = new Set([...source.matchAll(/code: '([a-z-]+)'/g)].map(([, code = '']) => code))

  it('explains every code, sorted, and no other', () => {
    expect(documented).toEqual([...emitted].sort())
  })
})
