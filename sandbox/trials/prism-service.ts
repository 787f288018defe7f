import { createServer as createFront, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getHttpOperationsFromSpec } from '@stoplight/prism-http'
import { createServer } from '@stoplight/prism-http-server'

/** What an independent implementation of a document says of one request, and of what it answered itself. */
export interface Judgement {
  /** Why the request does not fit the document; absent: it does. */
  readonly refusal?: string
  /** What of the implementation's own answer does not fit the document. */
  readonly ownAnswer?: string
}

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
  /** Whether tokens are asked for at a path (RFC 6749, 3.2): answered here, since the document says nothing of them. */
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
  const all: readonly PrismOperation[] = (await getHttpOperationsFromSpec(sayingTypes(document))).map(reachable)
  const operations = [...all]
  const prism = createServer(operations as never, { components: { logger: silent }, config, cors: false } as never)
  const judgements: Judgement[] = []
  const isMadeUp = (): boolean => {
    const made = answersMadeUp
    answersMadeUp = false
    return made
  }
  watch(prism.prism as never, judgements, isMadeUp)
  const inner = await prism.listen(0, '127.0.0.1')
  const service = { basePath: /^/ }
  let segments: number | undefined
  let answersMadeUp = false
  const front = createFront((message, response) => {
    const path = (message.url ?? '/').split('?')[0] ?? '/'
    if (message.method === 'POST' && isTokenPath(path)) answerToken(message, response)
    else passOn(message, response, inner + belowServer(message.url ?? '/', segments ?? service.basePath))
  })
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
  return Object.assign(service, {
    origin: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
    only({ id, method, path }: { readonly id: string; readonly method: string; readonly path: string }) {
      const alike = all.filter((each) => each.method === method.toLowerCase())
      const named = alike.filter(({ iid }) => iid === id)
      const found = named.length === 1 ? named : alike.filter((each) => each.path === pathIn(path))
      operations.splice(0, operations.length, ...(found.length === 1 ? found : all))
      segments = found.length === 1 ? segmentsIn(found[0]?.path ?? '') : undefined
    },
    makeUp() {
      answersMadeUp = true
    },
    take: () => judgements.splice(0),
    async [Symbol.asyncDispose]() {
      front.closeAllConnections()
      await new Promise((resolve) => front.close(resolve))
      await prism.close()
    },
  })
}

/** Swagger 2.0 leaves open what is sent where `consumes` and `produces` are not written; for Prism that is nothing at all. */
function sayingTypes(document: object): object {
  return 'swagger' in document
    ? { consumes: ['application/json'], produces: ['application/json'], ...document }
    : document
}

interface PrismOperation {
  readonly iid?: string
  readonly method: string
  readonly path: string
  readonly request?: { readonly path?: readonly { readonly name: string }[] }
  readonly responses?: readonly { readonly contents?: readonly { readonly mediaType: string }[] }[]
}

/**
 * A fragment and a query tell operations of one path apart in a document: nothing of them is ever in a request's path.
 * An answer of any type is JSON for whoever asks for that: Prism takes the range for a type of its own.
 */
function reachable<Operation extends PrismOperation>(operation: Operation): Operation {
  const responses = operation.responses?.map((response) => ({
    ...response,
    contents: response.contents?.map((content) => (content.mediaType === '*/*' ? { ...content, ...json } : content)),
  }))
  const path = pathIn(operation.path)
  const inPath = operation.request?.path?.filter(({ name }) => path.includes(`{${name}}`))
  const request = { ...operation.request, ...(inPath !== undefined && { path: inPath }) }
  return { ...operation, path, request, ...(responses !== undefined && { responses }) }
}

const json = { mediaType: 'application/json' }
const pathIn = (path: string): string => path.replace(/[?#].*$/, '') || '/'

const segmentsIn = (path: string): number => path.split('/').length - 1

/** Prism's paths are relative to a server: as many segments as the operation's path has, from the end. */
function belowServer(url: string, base: number | RegExp): string {
  if (typeof base !== 'number') return url.replace(base, '')
  const [path = '', query] = url.split('?', 2)
  const below = `/${path.split('/').slice(-base).join('/')}`
  return query === undefined ? below : `${below}?${query}`
}

interface Diagnostic {
  readonly message: string
  /** 0 is an error (the Language Server Protocol's DiagnosticSeverity). */
  readonly severity: number
  readonly path?: readonly (string | number)[]
}

type Result =
  | { readonly _tag: 'Left'; readonly left: Error & { detail?: string; additional?: { validation?: unknown } } }
  | {
      readonly _tag: 'Right'
      readonly right: { readonly validations: { input: readonly Diagnostic[]; output: readonly Diagnostic[] } }
    }

/** Prism tells its server of violations only where they end a request: they are read where they are found. */
function watch(
  prism: { request(...args: unknown[]): () => Promise<Result> },
  judgements: Judgement[],
  isMadeUp: () => boolean,
): void {
  const original = prism.request.bind(prism)
  prism.request = (...args) => {
    return async () => {
      try {
        const result = await original(...(isMadeUp() ? madeUp(args) : args))()
        const better = fitsNot(result) ? await original(...madeUp(args))() : result
        judgements.push(judge(better))
        return better
      } catch (error) {
        judgements.push({ ownAnswer: `Prism failed: ${error instanceof Error ? error.message : String(error)}` })
        return { _tag: 'Left', left: error as Error }
      }
    }
  }
}

/** Examples in documents often do not fit their schemas: then an answer is made up. */
function madeUp([input, operations, asked]: readonly unknown[]): unknown[] {
  const given = asked as typeof config
  return [input, operations, { ...given, mock: { ...given.mock, dynamic: true } }]
}

function fitsNot(result: Result): boolean {
  return (
    result._tag === 'Right' &&
    said(result.right.validations.input) === '' &&
    said(result.right.validations.output) !== ''
  )
}

function judge(result: Result): Judgement {
  if (result._tag === 'Left') {
    const { message, detail, additional } = result.left
    const validation = additional?.validation === undefined ? '' : ` ${JSON.stringify(additional.validation)}`
    // A request that could not be routed or was refused; what Prism can't answer is no refusal of the request.
    return /NO_RESPONSE_DEFINED|NOT_FOUND_RESPONSE|NOT_ACCEPTABLE|SCHEMA_TOO_COMPLEX|NO_SUCCESS/.test(result.left.name)
      ? { ownAnswer: `${result.left.name}: ${detail ?? message}` }
      : { refusal: `${message}${detail === undefined ? '' : `: ${detail}`}${validation}` }
  }
  const { input, output } = result.right.validations
  const [refusal, ownAnswer] = [said(input), said(output)]
  return { ...(refusal !== '' && { refusal }), ...(ownAnswer !== '' && { ownAnswer }) }
}

function said(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .filter(({ severity }) => severity === 0)
    .map(({ message, path = [] }) => `${path.join('.')} ${message}`.trim())
    .join('; ')
}

function answerToken(message: IncomingMessage, response: ServerResponse): void {
  message.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ access_token: 'trial-token', token_type: 'Bearer', expires_in: 3600 }))
  })
}

/** Prism writes neither files nor types that it does not know: for those it is asked for, there are some bytes. */
function answerBytes(answer: IncomingMessage, response: ServerResponse, type = 'application/octet-stream'): void {
  let text = ''
  answer.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  answer.on('end', () => {
    const isFile = /Cannot find serializer for (?:application\/(?:octet-stream|pdf|zip)|audio|image|video)/.test(text)
    response.writeHead(isFile ? 200 : 500, { 'content-type': isFile ? type : 'application/problem+json' })
    response.end(isFile ? 'bytes' : text)
  })
}

/** Headers that documents give as examples, and that would say something else of this way. */
const ofTheWay = new Set(['sl-violations', 'content-length', 'transfer-encoding', 'content-encoding', 'connection'])

function passOn(message: IncomingMessage, response: ServerResponse, url: string): void {
  const { method = 'GET', headers } = message
  const onward = request(url, { method, headers, maxHeaderSize: 2 ** 20, insecureHTTPParser: true }, (answer) => {
    const lacking = answer.statusCode === 500 ? answer.headers['content-type'] : undefined
    if (lacking?.includes('problem+json')) return answerBytes(answer, response, message.headers.accept)
    const own = Object.entries(answer.headers).filter(([name]) => !ofTheWay.has(name))
    response.writeHead(answer.statusCode ?? 502, Object.fromEntries(own))
    answer.pipe(response)
  })
  onward.on('error', (error) => {
    if (!response.headersSent) response.writeHead(502)
    response.end(error.message)
  })
  message.pipe(onward)
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
