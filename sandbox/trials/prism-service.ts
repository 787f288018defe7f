import { getHttpOperationsFromSpec } from '@stoplight/prism-http'
import { createServer } from '@stoplight/prism-http-server'
import { type InsteadAnswer, startFront } from './front.ts'
import type { Judgement } from './judgement.ts'
import { type PrismOperation, pathIn, reachable, withPlainNames } from './reachable.ts'
import { separator } from './segments.ts'
import { withTypes } from './swagger-types.ts'
import { type Prism, watchPrism } from './watch-prism.ts'

/**
 * A service that Prism makes of an API description, on loopback: it validates each request and answers by the document.
 */
export interface PrismService extends AsyncDisposable {
  readonly origin: string
  /** Requests whose path begins like this reach the document's paths: they are relative to a server's. */
  basePath: RegExp
  /** From now on only this operation is there, so that no other one of the same method and path answers. */
  only(operation: { readonly id: string; readonly method: string; readonly path: string }): void
  /** The next answer is made up from the document's schemas, whatever examples it has. */
  makeUp(): void
  /** From now on this is answered to each request that fits the document. @default what Prism makes up */
  instead: InsteadAnswer | undefined
  /** The judgements since the last call. */
  take(): readonly Judgement[]
}

export interface PrismServiceOptions {
  /** OpenAPI 3.x or Swagger 2.0, parsed. */
  readonly document: object
  /** Whether tokens are asked for at a path. */
  isTokenPath(path: string): boolean
  /** Whether a provider's document is. @default none is */
  isDiscoveryPath?(path: string): boolean
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

export async function startPrism(options: PrismServiceOptions): Promise<PrismService> {
  const { document, isTokenPath, isDiscoveryPath = () => false } = options
  const written = (await getHttpOperationsFromSpec(withTypes(document))) as readonly PrismOperation[]
  const all = written.map(reachable)
  const paths = new Map(all.map((each, index) => [each, withPlainNames(pathIn(written[index]?.path ?? ''))]))
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
  const service: Pick<PrismService, 'basePath' | 'instead'> = { basePath: /^/, instead: undefined }
  let path: string | undefined
  const front = await startFront({
    isTokenPath,
    isDiscoveryPath,
    onward: (url) => inner + belowServer(url, path ?? service.basePath),
    unanswered: () => void judgements.push({ refusal: 'Prism did not answer' }),
    instead: () => service.instead,
  })
  return Object.assign(service, {
    origin: front.origin,
    only(wanted: Parameters<PrismService['only']>[0]) {
      const found = find(paths, wanted)
      operations.splice(0, operations.length, ...(found === undefined ? all : [found]))
      path = found === undefined ? undefined : paths.get(found)
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
  paths: ReadonlyMap<PrismOperation, string>,
  { id, method, path }: Parameters<PrismService['only']>[0],
): PrismOperation | undefined {
  const named = [...paths.keys()].filter(({ iid }) => iid === id)
  if (named.length === 1) return named[0]
  const wanted = withPlainNames(pathIn(path))
  const alike = [...paths].filter(([each, its]) => each.method === method.toLowerCase() && its === wanted)
  return alike.length === 1 ? alike[0]?.[0] : undefined
}

/** Prism's paths are relative to a server: as many segments as the operation's path has, from the end. */
function belowServer(url: string, base: string | RegExp): string {
  const [path = '', query] = url.split('?', 2)
  const relative = typeof base === 'string' ? ofTemplate(path, base) : rooted(path.replace(base, ''))
  return query === undefined ? relative : `${relative}?${query}`
}

/** Prism takes commas in a path for a list before it reads one, and fails: encoded they mean the same. */
function ofTemplate(path: string, template: string): string {
  const segments = template.split('/').length - 1
  return separator(template)(rooted(path.split('/').slice(-segments).join('/'))).replaceAll(',', '%2C')
}

const rooted = (path: string): string => `/${path.replace(/^\/+/, '')}`

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
