import { type ClientRequest, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { withCommas } from './form-lists.ts'

export interface FrontOptions {
  /** Whether tokens are asked for at a path (RFC 6749, 3.2): answered here, since the document says nothing of them. */
  isTokenPath(path: string): boolean
  /**
   * Whether a path is that of a provider's document (OpenID Connect Discovery 1.0), answered here for the same reason.
   */
  isDiscoveryPath(path: string): boolean
  /** Where a request goes on to, by its path and query. */
  onward(url: string): string
  /** There was no answer. */
  unanswered(): void
  /** What is answered instead of what Prism made up. @default what Prism made up */
  instead?(): InsteadAnswer | undefined
}

/** An answer that is not Prism's. */
export interface InsteadAnswer {
  readonly status: number
  /** `null`: there is no content. */
  readonly mediaType: string | null
  readonly body: string
  /** Whether Prism is not even asked, having seen such a request before. */
  readonly unchecked?: boolean
}

export interface Front extends AsyncDisposable {
  readonly origin: string
}

/** Milliseconds. Prism waits for ever for the end of a body that it could not read. */
const patience = 25_000

/**
 * What stands before Prism and says what it can't: tokens, files, and what is true of the way and not of the document.
 */
export async function startFront(options: FrontOptions): Promise<Front> {
  const { isTokenPath, isDiscoveryPath, onward, unanswered, instead } = options
  const server = createServer((message, response) => {
    const path = (message.url ?? '/').split('?')[0] ?? '/'
    if (message.method === 'POST' && isTokenPath(path)) answerToken(message, response)
    else if (isDiscoveryPath(path)) answerDiscovery(message, response)
    else {
      const own = instead?.()
      if (own?.unchecked === true) message.resume().on('end', () => answerInstead(own, response))
      else passOn(message, response, { url: onward(message.url ?? '/'), unanswered, instead: own })
    }
  })
  // A connection that is closed for being idle just when a request comes would be nobody's fault.
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function answerToken(message: IncomingMessage, response: ServerResponse): void {
  message.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ access_token: 'trial-token', token_type: 'Bearer', expires_in: 3600 }))
  })
}

const wellKnown = '/.well-known/openid-configuration'
/** Where the discovered provider gives tokens. */
export const discoveredTokenPath = '/trial-issuer/token'

/** OpenID Connect Discovery 1.0, section 4.2, as far as it is asked for here. */
function answerDiscovery(message: IncomingMessage, response: ServerResponse): void {
  const origin = `https://${message.headers.host}`
  const issuer = origin + (message.url ?? '').slice(0, -wellKnown.length)
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(
    JSON.stringify({
      issuer,
      authorization_endpoint: `${origin}/trial-issuer/authorize`,
      token_endpoint: origin + discoveredTokenPath,
      jwks_uri: `${origin}/trial-issuer/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    }),
  )
}

/** Headers that documents give as examples, and that would say something else of this way. */
const ofTheWay = new Set(['sl-violations', 'content-length', 'transfer-encoding', 'content-encoding', 'connection'])

interface Onward {
  readonly url: string
  readonly unanswered: () => void
  readonly instead: InsteadAnswer | undefined
}

/** Problem details (RFC 9457): what Prism says of requests that it refuses, and of answers that it can't make up. */
const ofPrism = /problem\+json/

function answerInstead({ status, mediaType, body }: InsteadAnswer, response: ServerResponse): void {
  response.writeHead(status, mediaType === null ? {} : { 'content-type': mediaType })
  response.end(mediaType === null ? '' : body)
}

function passOn(message: IncomingMessage, response: ServerResponse, { url, unanswered, instead }: Onward): void {
  const { method = 'GET' } = message
  const headers = headersOf(message)
  const options = { method, headers, agent: false, maxHeaderSize: 2 ** 20, insecureHTTPParser: true } as const
  const onward = request(url, options, (answer) => {
    if (instead !== undefined && !(refuses(answer) && ofPrism.test(answer.headers['content-type'] ?? '')))
      return void answer.resume().on('end', () => answerInstead(instead, response))
    const lacking = answer.statusCode === 500 ? answer.headers['content-type'] : undefined
    if (lacking?.includes('problem+json')) return answerBytes(answer, response, message.headers.accept)
    const own = Object.entries(answer.headers).filter(([name]) => !ofTheWay.has(name))
    response.writeHead(answer.statusCode ?? 502, Object.fromEntries(own))
    answer.pipe(response)
  })
  onward.setTimeout(patience, () => {
    unanswered()
    onward.destroy(new Error('Prism did not answer'))
  })
  onward.on('error', (error) => {
    if (!response.headersSent) response.writeHead(400)
    response.end(error.message)
  })
  if (/^application\/x-www-form-urlencoded/i.test(message.headers['content-type'] ?? '')) passForm(message, onward)
  else message.pipe(onward)
}

function refuses({ statusCode = 502 }: IncomingMessage): boolean {
  return statusCode >= 400 && statusCode < 500 && statusCode !== 406
}

function passForm(message: IncomingMessage, onward: ClientRequest): void {
  let form = ''
  message.setEncoding('utf8').on('data', (part: string) => {
    form += part
  })
  message.on('end', () => {
    const commas = withCommas(form)
    if (onward.hasHeader('content-length')) onward.setHeader('content-length', Buffer.byteLength(commas))
    onward.end(commas)
  })
}

/** What the transport says of itself is no parameter, also where a document has one of that name. */
function headersOf({ headers }: IncomingMessage): IncomingMessage['headers'] {
  const { 'accept-encoding': encoding, 'user-agent': agent, ...others } = headers
  return {
    ...others,
    ...(encoding !== 'gzip, deflate, br, zstd' && { 'accept-encoding': encoding }),
    ...(agent !== 'jackfield' && { 'user-agent': agent }),
  }
}

/** Prism writes neither files, nor objects as text, nor types that it does not know: for those there are some bytes. */
function answerBytes(answer: IncomingMessage, response: ServerResponse, type = 'application/octet-stream'): void {
  let text = ''
  answer.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  answer.on('end', () => {
    const isFile =
      /Cannot find serializer for (?:application\/(?:octet-stream|pdf|zip)|audio|image|video)|Cannot serialise complex/.test(
        text,
      )
    response.writeHead(isFile ? 200 : 500, { 'content-type': isFile ? type : 'application/problem+json' })
    response.end(isFile ? 'bytes' : text)
  })
}
