import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Change, Connector, Finding, HttpCall, ImpactReport, Operation } from '@jackfield/core'
import { diffConnectors } from '../../../../core/src/diff/index.ts'
import { assess } from '../../../../core/src/impact/index.ts'
import type { Compared } from './compared.ts'
import { connectorOf, readForeign, readJson } from './corpus.ts'
import { asyncapiAsOpenapi } from './pact/asyncapi.ts'
import { declaredBy, losesNamed } from './pact/declared.ts'
import { bodyName, inputOf, patternOf } from './pact/literals.ts'
import { type Interaction, readPact } from './pact/read-pact.ts'
import { relyingOn, usagesOf } from './pact/usages.ts'

interface Result {
  readonly type: 'error' | 'warning' | 'info'
  readonly code: string
  readonly mockDetails?: { readonly location: string }
}

export interface Pactflow {
  /** One for each pact: the worst of what it uses. */
  readonly cases: readonly Compared[]
  /** One for each interaction. */
  readonly usages: readonly Compared[]
}

/** Pacts with what openapi-pact-comparator says of each interaction: an error, a warning, or nothing. */
export async function comparePactflow(corpus: string): Promise<Pactflow> {
  const folder = join(corpus, 'compatibility/pactflow')
  const names = ['asyncapi', 'oas'].flatMap((kind) => readdirSync(join(folder, kind)).map((name) => `${kind}/${name}`))
  const all = await Promise.all(names.sort().map(async (id) => ({ id, usages: await compareUsages(folder, id) })))
  return { cases: all.map(({ id, usages }) => whole(id, usages)), usages: all.flatMap(({ usages }) => usages) }
}

async function compareUsages(folder: string, id: string): Promise<readonly Compared[]> {
  const isMessages = existsSync(join(folder, id, 'asyncapi.yaml'))
  const text = readFileSync(join(folder, id, isMessages ? 'asyncapi.yaml' : 'oas.yaml'), 'utf8')
  const provider = await connectorOf(isMessages ? asyncapiAsOpenapi(text) : text, isMessages ? 'oas.json' : 'oas.yaml')
  const results = readJson<readonly Result[]>(folder, id, 'results.json')
  const interactions = readPact(readForeign(folder, id, 'pact.json'), isMessages ? 'message' : 'http')
  return interactions.map((interaction) =>
    compareUsage(`${id}#${interaction.index}`, interaction, { provider, results }),
  )
}

interface Pact {
  readonly provider: Connector
  readonly results: readonly Result[]
}

function compareUsage(id: string, interaction: Interaction, { provider, results }: Pact): Compared {
  const at = `.interactions[${interaction.index}]`
  const own = results.filter(({ mockDetails }) => `${mockDetails?.location ?? ''}.`.includes(`${at}.`))
  const theirs = own.some(({ type }) => type === 'error')
    ? 'error'
    : own.some(({ type }) => type === 'warning')
      ? 'warning'
      : 'fits'
  const operation = operationFor(interaction, provider)
  // No flow makes a call so that it is refused.
  const isRefused = interaction.response.status >= 400
  if (isRefused && operation === undefined) return compared(id, theirs, { ours: 'unaffected', found: [] })
  if (operation === undefined)
    return compared(id, theirs, {
      ours: 'broken',
      found: [`no operation for ${interaction.method} ${interaction.path}`],
    })
  const { report, changes } = assessed(interaction, operation, provider)
  const lost = losesNamed(changes)
  const found = [
    ...(isRefused ? [] : report.findings).map(({ status, kind, message }: Finding) => `${status} ${kind}: ${message}`),
    ...lost.map(({ kind, message }) => `risky ${kind}: ${message}`),
  ]
  const verdict = isRefused ? 'unaffected' : report.verdict
  return compared(id, theirs, { ours: lost.length > 0 && verdict !== 'broken' ? 'risky' : verdict, found })
}

interface Assessed {
  readonly report: ImpactReport
  readonly changes: readonly Change[]
}

function assessed(interaction: Interaction, operation: Operation, provider: Connector): Assessed {
  const input = inputOf(interaction, operation, provider)
  const { status, body } = interaction.response
  // A flow reads what an operation answers with success.
  const output = status < 300 && !body.isOpaque ? body.value : undefined
  const opaque = interaction.body.isOpaque ? bodyName(operation.http as HttpCall) : undefined
  const declared = declaredBy(interaction, operation.http as HttpCall)
  const base = relyingOn({ input, output, declared }, provider, operation.id)
  const revision = { ...provider, operations: { [operation.id]: operation } }
  const changes = diffConnectors(base, revision)
  const report = assess({
    base: 'pact',
    revision: 'document',
    pairs: [{ base, revision, changes }],
    connectorOf: (id) => (id === 'reader' ? reader : undefined),
    dependents: [
      {
        dependent: { organisation: '', id: 'consumer', edition: '', kind: 'flow' },
        usages: usagesOf({ input, opaque, output, operation: `${provider.id}.${operation.id}` }),
        complete: true,
      },
    ],
  })
  return { report, changes }
}

const taking: Operation = {
  id: 'take',
  kind: 'action',
  title: 'Take',
  visibility: 'public',
  effect: 'read',
  input: { type: 'object' },
  output: {},
}

const reader: Connector = {
  model: 1,
  id: 'reader',
  version: '1.0.0',
  title: 'Reader',
  servers: [],
  securitySchemes: {},
  security: [],
  settings: { type: 'object' },
  operations: { take: taking },
  schemas: {},
}

/** The one of the most fixed path. */
function operationFor({ method, path }: Interaction, { operations }: Connector): Operation | undefined {
  const fitting = Object.values(operations).filter(
    ({ http }) => http?.method === method && patternOf(http.path).test(path),
  )
  const namesIn = ({ http }: Operation): number => http?.path.split('{').length ?? 0
  return fitting.sort((a, b) => namesIn(a) - namesIn(b))[0]
}

type Ours = Pick<Compared, 'ours' | 'found'>

/** A warning is about what can't be decided: either answer will do. */
function compared(id: string, theirs: string, { ours, found }: Ours): Compared {
  const alarm = ours === 'broken' || ours === 'risky'
  return {
    id,
    theirs,
    ours,
    found,
    agrees: theirs === 'warning' ? ours !== 'broken' : (theirs === 'error') === alarm,
    exact: theirs === (ours === 'broken' ? 'error' : ours === 'risky' ? 'warning' : 'fits'),
  }
}

function whole(id: string, usages: readonly Compared[]): Compared {
  const worst = <Text extends string>(order: readonly Text[], of: readonly string[], least: Text): Text =>
    order.find((one) => of.includes(one)) ?? least
  const theirs = worst(
    ['error', 'warning'],
    usages.map((one) => one.theirs),
    'fits',
  )
  const ours = worst(
    ['broken', 'risky'],
    usages.map((one) => one.ours),
    'safe',
  )
  return compared(id, theirs, { ours, found: usages.flatMap((one) => one.found) })
}
