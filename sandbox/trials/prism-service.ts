import { getHttpOperationsFromSpec } from '@stoplight/prism-http'
import { createServer } from '@stoplight/prism-http-server'
import { startFront } from './front.ts'
import type { Judgement } from './judgement.ts'
import { type PrismOperation, pathIn, reachable, withPlainNames } from './reachable.ts'
import { withTypes } from './swagger-types.ts'
import { type Prism, watchPrism } from './watch-prism.ts'

/** A service that Prism makes of an API description, on loopback: it validates each request and answers by the document. */
export interface PrismService extends AsyncDisposable {
  readonly origin: string
  /** Requests whose path begins like this reach the document's paths: they are relative to a server's. */
  basePath: RegExp
  /** From now on only this operation is there, so that no other one of the same method and path answers. */
  only(operation: { readonly id: string; readonly method: string; readonly path: string }): void
  /** The next answer is made up from the document's schemas, whatever examples it has. */
  makeUp(): void
  /** The judgements since the last call. */
  take(): readonly Judgement[]
}

export interface PrismServiceOptions {
  /** OpenAPI 3.x or Swagger 2.0, parsed. */
  readonly document: object
  /** Whether tokens are asked for at a path. */
  isTokenPath(path: string): boolean
}

const config = {
  mock: { dynamic: false },
  validateRequest: true,
  validateResponse: true,
  checkSecurity: true,
  isProxy: false,
  errors: false,
  upstreamProxy: undefined,
} as const

export async function startPrism({ document, isTokenPath }: PrismServiceOptions): Promise<PrismService> {
  const all: readonly PrismOperation[] = (await getHttpOperationsFromSpec(withTypes(document))).map(reachable)
  const operations = [...all]
  const prism = createServer(operations as never, { components: { logger: silent }, config, cors: false } as never)
  const judgements: Judgement[] = []
  let answersMadeUp = false
  watchPrism(prism.prism as unknown as Prism, judgements, () => {
    const made = answersMadeUp
    answersMadeUp = false
    return made
  })
  const inner = await prism.listen(0, '127.0.0.1')
  const service = { basePath: /^/ }
  let segments: number | undefined
  const front = await startFront({
    isTokenPath,
    onward: (url) => inner + belowServer(url, segments ?? service.basePath),
    unanswered: () => void judgements.push({ refusal: 'Prism did not answer' }),
  })
  return Object.assign(service, {
    origin: front.origin,
    only(wanted: Parameters<PrismService['only']>[0]) {
      const found = find(all, wanted)
      operations.splice(0, operations.length, ...(found === undefined ? all : [found]))
      segments = found === undefined ? undefined : found.path.split('/').length - 1
    },
    makeUp() {
      answersMadeUp = true
    },
    take: () => judgements.splice(0),
    async [Symbol.asyncDispose]() {
      await front[Symbol.asyncDispose]()
      await prism.close()
    },
  })
}

/** By its id where that is one operation's, else by method and path. */
function find(
  all: readonly PrismOperation[],
  { id, method, path }: Parameters<PrismService['only']>[0],
): PrismOperation | undefined {
  const named = all.filter(({ iid }) => iid === id)
  if (named.length === 1) return named[0]
  const alike = all.filter((each) => each.method === method.toLowerCase() && each.path === withPlainNames(pathIn(path)))
  return alike.length === 1 ? alike[0] : undefined
}

/** Prism's paths are relative to a server: as many segments as the operation's path has, from the end. */
function belowServer(url: string, base: number | RegExp): string {
  const [path = '', query] = url.split('?', 2)
  const below = typeof base === 'number' ? path.split('/').slice(-base).join('/') : path.replace(base, '')
  const relative = `/${below.replace(/^\/+/, '')}`
  return query === undefined ? relative : `${relative}?${query}`
}

const silent = {
  level: 'silent',
  child: () => silent,
  fatal() {},
  error() {},
  warn() {},
  info() {},
  debug() {},
  trace() {},
  success() {},
}
