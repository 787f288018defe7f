import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import {
  type ConnectionId,
  type Connector,
  createKernel,
  type Extension,
  isJackfieldError,
  type JsonObject,
  type Kernel,
  type Operation,
  operationName,
  type Server,
  sqlite,
} from '@jackfield/core'
import { credentialsFor, tokenPathsOf } from './credentials-for.ts'
import { generateInput, seedOf } from './generated-input.ts'
import { type Judgement, type PrismService, startPrism } from './prism-service.ts'
import type { Subject, Trial } from './trial.ts'

export interface TryOptions {
  readonly extensions: readonly Extension[]
  readonly seed: number
  /** At most so many operations, chosen by the seed. @default all */
  readonly most?: number
}

const organisation = 'trials'

/** Invokes a connector's operations, through the real kernel, against what Prism makes of the same document. */
export async function tryConnector(subject: Subject, options: TryOptions): Promise<readonly Trial[]> {
  const { connector, document } = subject
  await using service = await startPrism({ document, isTokenPath: tokenPathsOf(connector) })
  const dir = await mkdtemp(join(tmpdir(), 'jackfield-trial-'))
  try {
    await cp(subject.path, join(dir, basename(subject.path)), { recursive: true })
    await using kernel = await openKernel(dir, { connector, service, extensions: options.extensions })
    const connect = connectionsOf(kernel, connector, options.seed)
    const trials: Trial[] = []
    for (const operation of chosen(connector, options))
      trials.push({
        subject: subject.name,
        operation: operation.id,
        ...(await tryOperation({ kernel, service, connector, operation, connect, seed: options.seed })),
      })
    return trials
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

interface Opening {
  readonly connector: Connector
  readonly service: PrismService
  readonly extensions: readonly Extension[]
}

function openKernel(dir: string, { connector, service, extensions }: Opening): Promise<Kernel> {
  const key = randomBytes(32)
  return createKernel({
    plugins: [{ dir }],
    extensions,
    store: sqlite(':memory:'),
    keyProvider: { name: 'one-off', key: async () => key },
    connectTo: { '*': service.origin, ...plainOrigins(connector, service.origin) },
    validateOutput: 'error',
  })
}

/** A host has to name the origins that speak plain `http`. */
function plainOrigins({ servers, operations }: Connector, socket: string): Record<string, string> {
  const all = [...servers, ...Object.values(operations).flatMap((operation) => operation.servers ?? [])]
  const plain = all.map(({ url }) => /^http:\/\/[^/{}]+/.exec(url)?.[0]).filter((url) => url !== undefined)
  return Object.fromEntries(plain.map((url) => [new URL(url).origin, socket]))
}

function chosen(connector: Connector, { seed, most = Number.POSITIVE_INFINITY }: TryOptions): readonly Operation[] {
  const actions = Object.values(connector.operations).filter(({ kind }) => kind === 'action')
  if (actions.length <= most) return actions
  const rank = ({ id }: Operation): number => seedOf(`${connector.id}.${id}`, seed)
  return actions.toSorted((a, b) => rank(a) - rank(b)).slice(0, most)
}

type Connect = (operation: Operation) => Promise<ConnectionId | null | undefined>

/** One connection for each alternative of security that is asked for, its settings made up as inputs are. */
function connectionsOf(kernel: Kernel, connector: Connector, seed: number): Connect {
  const made = new Map<string, Promise<ConnectionId | null | undefined>>()
  const make = async (schemes: readonly string[]): Promise<ConnectionId | null | undefined> => {
    const hasSettings = Object.keys((connector.settings.properties as JsonObject | undefined) ?? {}).length > 0
    if (schemes.length === 0 && !hasSettings) return null
    const credentials = credentialsFor(connector, schemes)
    if (credentials === undefined) return undefined
    const scheme = schemes.length === 0 ? null : [...schemes].sort().join('+')
    const settings = { ...generateInput(connector.settings, seedOf(connector.id, seed)), ...hostsOf(connector) }
    const added = { organisation, connector: connector.id, settings, scheme, credentials }
    return (await kernel.connections.add(added)).id
  }
  return (operation) => {
    const alternatives = operation.security ?? connector.security
    const schemes = Object.keys(alternatives[0] ?? {})
    const name = [...schemes].sort().join('+')
    const known = made.get(name) ?? make(schemes)
    made.set(name, known)
    return known
  }
}

/** A setting that is a service's whole URL. */
function hostsOf({ servers, operations }: Connector): JsonObject {
  const all = [...servers, ...Object.values(operations).flatMap((operation) => operation.servers ?? [])]
  const whole = all.flatMap(({ variables }) => Object.values(variables).filter((variable) => 'url' in variable))
  return Object.fromEntries(whole.map(({ from }) => [from.replace(/^settings\./, ''), 'https://trial.example.com']))
}

interface Attempt {
  readonly kernel: Kernel
  readonly service: PrismService
  readonly connector: Connector
  readonly operation: Operation
  readonly connect: Connect
  readonly seed: number
}

async function tryOperation(attempt: Attempt): Promise<Pick<Trial, 'outcome' | 'detail'>> {
  const { kernel, service, connector, operation, connect, seed } = attempt
  if (operation.unavailable !== undefined) return { outcome: 'unavailable', detail: operation.unavailable.feature }
  const name = operationName(connector.id, operation.id)
  const described = await kernel.catalogue.operation({ organisation, operation: name })
  service.basePath = basePathOf((operation.servers ?? connector.servers)[0])
  service.only({ id: operation.id, method: operation.http?.method ?? '', path: operation.http?.path ?? '' })
  service.take()
  let last: Pick<Trial, 'outcome' | 'detail'> = { outcome: 'no-input' }
  for (let again = 0; again < 4; again += 1) {
    try {
      const input = generateInput(described?.input ?? operation.input, seedOf(name, seed + again))
      const connection = await connect(operation)
      if (connection === undefined) return { outcome: 'unsent', detail: 'nobody knows what its security scheme takes' }
      await kernel.invoke(name, { organisation, input, ...(connection !== null && { connection }) })
      return judged(service.take(), undefined)
    } catch (error) {
      last = judged(service.take(), error)
      if (last.outcome === 'answer-refused') service.makeUp()
      else if (last.outcome !== 'no-input') return last
    }
  }
  return last
}

function judged(judgements: readonly Judgement[], error: unknown): Pick<Trial, 'outcome' | 'detail'> {
  const refusal = judgements.find((judgement) => judgement.refusal !== undefined)?.refusal
  if (refusal !== undefined) return { outcome: 'refused', detail: refusal }
  if (judgements.length === 0) {
    const made = isJackfieldError(error) && error.code !== 'input-invalid'
    return { outcome: made ? 'unsent' : 'no-input', detail: wordsOf(error) }
  }
  if (error === undefined) return { outcome: 'accepted' }
  if (/Cannot find serializer/.test(String(error))) return { outcome: 'unanswered', detail: wordsOf(error) }
  const own = judgements.find((judgement) => judgement.ownAnswer !== undefined)?.ownAnswer
  // Both say that the answer does not fit the document: nothing is wrong with the reading of it.
  if (own !== undefined && isJackfieldError(error) && error.code === 'output-invalid')
    return { outcome: 'agreed', detail: own }
  if (own !== undefined) return { outcome: 'unanswered', detail: own }
  return { outcome: 'answer-refused', detail: wordsOf(error) }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'nothing was asked'
  const problems = isJackfieldError(error) ? (error.problems ?? []) : []
  const [first] = problems
  return `${isJackfieldError(error) ? `${error.code}: ` : ''}${error.message}${first === undefined ? '' : ` ${first.pointer ?? ''} ${first.message}`}`
}

/** The path of a server's URL, as a pattern: what stands in for its variables is anything without a slash. */
function basePathOf(server: Server | undefined): RegExp {
  const path = (server?.url ?? '').replace(/^(?:https?:\/\/[^/]*|\{[^{}]*\})/, '')
  const escaped = path.split(/\{[^{}]*\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${escaped.join('[^/]*')}`)
}
