import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { type Connector, createKernel, type Extension, type Kernel, sqlite } from '@jackfield/core'
import { type Connect, connectionsOf } from './connections-of.ts'
import { type PrismService, startPrism } from './prism-service.ts'
import { discoveryPathsOf, tokenPathsOf } from './token-paths.ts'
import type { Subject } from './trial.ts'

/** Whose connections they are. */
export const organisation = 'trials'

export interface BenchOptions {
  readonly extensions: readonly Extension[]
  readonly seed: number
}

/** A connector in a kernel of its own, and the service that Prism makes of the same document. */
export interface Bench extends AsyncDisposable {
  readonly connector: Connector
  readonly kernel: Kernel
  readonly service: PrismService
  readonly connect: Connect
}

export async function openBench({ connector, document, path }: Subject, options: BenchOptions): Promise<Bench> {
  await using undo = new AsyncDisposableStack()
  const service = undo.use(
    await startPrism({
      document,
      isTokenPath: tokenPathsOf(connector),
      isDiscoveryPath: discoveryPathsOf(connector),
    }),
  )
  const dir = await mkdtemp(join(tmpdir(), 'jackfield-trial-'))
  undo.defer(() => rm(dir, { recursive: true, force: true }))
  await cp(path, join(dir, basename(path)), { recursive: true })
  const key = randomBytes(32)
  const kernel = undo.use(
    await createKernel({
      plugins: [{ dir }],
      extensions: options.extensions,
      store: sqlite(':memory:'),
      keyProvider: { name: 'one-off', key: async () => key },
      connectTo: { '*': service.origin, ...plainOrigins(connector, service.origin) },
      validateOutput: 'error',
    }),
  )
  const owned = undo.move()
  const connect = connectionsOf(kernel, connector, { organisation, seed: options.seed })
  return { connector, kernel, service, connect, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

/** A host has to name the origins that speak plain `http`. */
function plainOrigins({ servers, operations }: Connector, socket: string): Record<string, string> {
  const all = [...servers, ...Object.values(operations).flatMap((operation) => operation.servers ?? [])]
  const plain = all
    .flatMap(urlsOf)
    .map((url) => /^http:\/\/[^/{}]+/.exec(url)?.[0])
    .filter((url) => url !== undefined)
  return Object.fromEntries(plain.map((url) => [new URL(url).origin, socket]))
}

/** With each of the values that a variable lists. */
function urlsOf({ url, variables }: Connector['servers'][number]): readonly string[] {
  return Object.entries(variables).reduce<readonly string[]>(
    (urls, [name, variable]) =>
      'map' in variable
        ? urls.flatMap((one) => Object.values(variable.map).map((value) => one.replaceAll(`{${name}}`, value)))
        : urls,
    [url],
  )
}
