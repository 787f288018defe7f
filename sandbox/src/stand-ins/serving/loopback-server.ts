import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type Answer, json } from './answer.ts'
import { type ReceivedRequest, receiveRequest } from './received-request.ts'

export interface LoopbackServer {
  readonly port: number
  /** Breaks the connections that are still open. */
  close(): Promise<void>
}

export interface ServeOptions {
  readonly handle: (request: ReceivedRequest) => Answer | Promise<Answer>
  /** @default 0, a free port */
  readonly port?: number | undefined
  readonly now?: (() => number) | undefined
}

/** Serves plain HTTP on 127.0.0.1. */
export async function serveOnLoopback({ handle, port = 0, now = Date.now }: ServeOptions): Promise<LoopbackServer> {
  const server = createServer((incoming, response) => {
    answerRequest(incoming, handle, now).then(
      (answer) => send(answer, response),
      // A client that leaves in the middle of its request gets no answer.
      () => response.destroy(),
    )
  })
  server.maxConnections = 256
  await listen(server, port)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The stand-in listens on no port')
  return { port: address.port, close: () => close(server) }
}

async function answerRequest(
  incoming: IncomingMessage,
  handle: ServeOptions['handle'],
  now: () => number,
): Promise<Answer> {
  const request = await receiveRequest(incoming, now)
  if (request === undefined) return json(400, { error: 'The request cannot be read' }, { connection: 'close' })
  try {
    return await handle(request)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    return json(500, { error: 'The stand-in failed; see its standard error' })
  }
}

function send(answer: Answer, response: ServerResponse): void {
  if (answer.kind === 'silence' || response.destroyed) return
  if (answer.kind === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  response.writeHead(answer.status, answer.headers).end(answer.body)
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
