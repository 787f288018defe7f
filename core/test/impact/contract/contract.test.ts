import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { diffConnectors } from '../../../src/diff/index.ts'
import { assess } from '../../../src/impact/index.ts'
import type { Connector, Json, JsonObject, Usage } from '../../../src/model/index.ts'
import { readManifest } from '../../diff/read-manifest.ts'

/** What the contract says of one change and one flow; `given` is in the base and in the revision. */
interface ContractCase {
  readonly case: string
  readonly given?: readonly Edit[]
  readonly change: readonly Edit[]
  readonly steps: readonly JsonObject[]
  /** By step; `risky or safe` where the contract leaves it open. */
  readonly expect: Readonly<Record<string, string>>
}

/** Without `to`, what is there goes. */
interface Edit {
  readonly at: string
  readonly to?: Json
}

interface Flows {
  flowReader(): {
    read(
      file: { readonly path: string; readonly text: string },
      connectorOf: (id: string) => Connector | undefined,
    ): { readonly usages: readonly Usage[]; readonly complete: boolean }
  }
}

const textOf = (name: string): Promise<string> => readFile(new URL(name, import.meta.url), 'utf8')
const { flowReader }: Flows = await import(
  new URL('../../../../plugins/flows/src/usage/index.ts', import.meta.url).href
)
const shop: string = await textOf('shop.yaml')

function edited(manifest: JsonObject, edits: readonly Edit[] = []): JsonObject {
  const copy = structuredClone(manifest)
  for (const { at, to } of edits) {
    const names = at
      .slice(1)
      .split('/')
      .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
    const parent = names
      .slice(0, -1)
      .reduce((inner, name) => inner[name] as Record<string, Json>, copy as Record<string, Json>)
    const last = names.at(-1) ?? ''
    if (to === undefined) delete parent[last]
    else Object.defineProperty(parent, last, { value: to, enumerable: true, configurable: true, writable: true })
  }
  return copy
}

async function statusesOf({ given, change, steps }: ContractCase): Promise<Record<string, string>> {
  const before = edited(parse(shop), given)
  const base = await readManifest(JSON.stringify(before))
  const revision = await readManifest(JSON.stringify(edited(before, change)))
  const flow = {
    flow: 1,
    id: 'f',
    connections: { c: 'shop' },
    trigger: { operation: 'shop.placed', connection: 'c' },
    steps: steps.map((step) => ({ ...step, connection: 'c' })),
  }
  const { usages, complete } = flowReader().read({ path: 'f.json', text: JSON.stringify(flow) }, () => base)
  const report = assess({
    base: 'base',
    revision: 'revision',
    pairs: [{ base, revision, changes: diffConnectors(base, revision) }],
    dependents: [{ dependent: { organisation: 'o', id: 'f', edition: '1', kind: 'flow' }, usages, complete }],
  })
  return Object.fromEntries(report.steps.map(({ step, status }) => [step, status]))
}

describe.each(['documentation', 'inputs', 'reads', 'transport'])('the contract on %s', async (topic) => {
  const cases: readonly ContractCase[] = parse(await textOf(`${topic}.yaml`))

  it.each(cases)('$case', async (one) => {
    const found = await statusesOf(one)
    const allowed = Object.entries(one.expect).map(([step, expected]) => {
      const status = found[step] ?? 'missing'
      return [step, expected.split(' or ').includes(status) ? expected : status]
    })
    expect(Object.fromEntries(allowed)).toEqual(one.expect)
  })
})
