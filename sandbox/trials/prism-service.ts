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
  /** The judgements since the last call. */
  take(): readonly Judgement[]
}

export interface PrismServiceOptions {
  /** OpenAPI 3.x or Swagger 2.0, parsed. */
  readonly document: object
  /** Paths where tokens are asked for (RFC 6749, 3.2): answered here, since the document says nothing of them. */
  readonly tokenPaths: ReadonlySet<string>
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

export async function startPrism({ document, tokenPaths }: PrismServiceOptions): Promise<PrismService> {
  const operations = await getHttpOperationsFromSpec(document)
  const prism = createServer(operations, { components: { logger: silent }, config, cors: false } as never)
  const judgements: Judgement[] = []
  watch(prism.prism as never, judgements)
  const inner = await prism.listen(0, '127.0.0.1')
  const service = { basePath: /^/ }
  const front = createFront((message, response) => {
    const path = (message.url ?? '/').split('?')[0] ?? '/'
    if (message.method === 'POST' && tokenPaths.has(path)) answerToken(message, response)
    else passOn(message, response, inner + (message.url ?? '/').replace(service.basePath, ''))
  })
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
  return Object.assign(service, {
    origin: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
    take: () => judgements.splice(0),
    async [Symbol.asyncDispose]() {
      front.closeAllConnections()
      await new Promise((resolve) => front.close(resolve))
      await prism.close()
    },
  })
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
function watch(prism: { request(...args: unknown[]): () => Promise<Result> }, judgements: Judgement[]): void {
  const original = prism.request.bind(prism)
  prism.request = (...args) => {
    const asked = original(...args)
    return async () => {
      const result = await asked()
      judgements.push(judge(result))
      return result
    }
  }
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

function passOn(message: IncomingMessage, response: ServerResponse, url: string): void {
  const { method = 'GET', headers } = message
  const onward = request(url, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
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
