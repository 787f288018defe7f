import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { diffConnectors } from '../../../src/diff/index.ts'
import type { Change, Connector, Finding, Json, JsonObject, Usage } from '../../../src/model/index.ts'
import type { FieldRename } from '../../../src/usage/index.ts'
import { readManifest } from '../../diff/read-manifest.ts'
import { assess } from '../assess-checked.ts'

/** Without `to`, what is there goes. */
export interface Edit {
  readonly at: string
  readonly to?: Json
}

/** A change and the steps of one flow; `given` is in the base and in the revision. */
export interface Situation {
  readonly given?: readonly Edit[]
  readonly change: readonly Edit[]
  readonly steps: readonly JsonObject[]
}

interface Flows {
  flowReader(): {
    read(
      file: { readonly path: string; readonly text: string },
      connectorOf: (id: string) => Connector | undefined,
    ): { readonly usages: readonly Usage[]; readonly complete: boolean }
    rewrite(rename: FieldRename): string | null
  }
}

const { flowReader }: Flows = await import(
  new URL('../../../../plugins/flows/src/usage/index.ts', import.meta.url).href
)

interface Expressions {
  readonly defaultLimits: object
  evaluate(text: string, scope: object, options: object): Promise<Json | undefined>
}

const expressions: Expressions = await import(
  new URL('../../../../plugins/flows/src/expression/index.ts', import.meta.url).href
)

/** What an expression gives, by JSONata. */
export function evaluate(text: string, scope: { readonly trigger: Json; readonly steps: object }) {
  const limits = { ...expressions.defaultLimits, time: 20_000 }
  return expressions.evaluate(text, scope, { moment: { now: 0, random: 0 }, limits })
}

const read = new Map<string, Promise<Connector>>()

/** Each text is read once. */
function connectorOf(text: string): Promise<Connector> {
  const known = read.get(text) ?? readManifest(text)
  read.set(text, known)
  return known
}

const compared = new Map<Connector, Map<Connector, readonly Change[]>>()

/** Each pair is compared once. */
function changesOf(base: Connector, revision: Connector): readonly Change[] {
  const known = compared.get(base) ?? new Map<Connector, readonly Change[]>()
  compared.set(base, known)
  const changes = known.get(revision) ?? diffConnectors(base, revision)
  known.set(revision, changes)
  return changes
}

export const textOf = (name: string): Promise<string> => readFile(new URL(name, import.meta.url), 'utf8')

/** What becomes of a flow of the manifest's one connector, which begins with its one trigger. */
export async function found(
  manifest: string,
  { given, change, steps }: Situation,
): Promise<{ readonly statuses: Record<string, string>; readonly findings: readonly Finding[] }> {
  const before = edited(parse(manifest), given)
  const base = await connectorOf(JSON.stringify(before))
  const revision = await connectorOf(JSON.stringify(edited(before, change)))
  const [trigger = ''] = Object.keys((before.triggers ?? {}) as JsonObject)
  const flow = {
    flow: 1,
    id: 'f',
    connections: { c: base.id },
    trigger: { operation: `${base.id}.${trigger}`, connection: 'c' },
    steps: steps.map((step) => ({ ...step, connection: 'c' })),
  }
  const reader = flowReader()
  const { usages, complete } = reader.read({ path: 'f.json', text: JSON.stringify(flow) }, () => base)
  const report = assess({
    base: 'base',
    revision: 'revision',
    pairs: [{ base, revision, changes: changesOf(base, revision) }],
    dependents: [{ dependent: { organisation: 'o', id: 'f', edition: '1', kind: 'flow' }, usages, complete }],
    rewrite: (rename) => reader.rewrite(rename),
  })
  return {
    statuses: Object.fromEntries(report.steps.map(({ step, status }) => [step, status])),
    findings: report.findings,
  }
}

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
