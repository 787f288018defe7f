import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import tls, { type TLSSocket } from 'node:tls'
import { onTestFinished } from 'vitest'
import { type Made, makeCertificate } from './certificates.ts'

/** Signs the services' certificates, and those of clients that they take. */
export const authority = makeCertificate({ name: 'Test authority' })

export interface Visit {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  /** Common name of the certificate that was shown and verified. */
  readonly client: string | undefined
  /** The host that the client asked for in TLS. */
  readonly servername: string
  /** Which of the sockets it came on, from 1. */
  readonly socket: number
}

export interface SecureService extends AsyncDisposable {
  readonly address: string
  readonly visits: Visit[]
  /** Of the sockets that were opened, those that are. */
  readonly open: number
}

interface Options {
  readonly name?: string
  /** @default true: who shows none that the authority signed is broken off. */
  readonly demands?: boolean
  readonly maxVersion?: 'TLSv1.2' | 'TLSv1.3'
  readonly answer?: (visit: Visit, response: ServerResponse) => void
}

/** A real TLS server on loopback that asks clients for certificates. */
export async function startSecureService(options: Options = {}): Promise<SecureService> {
  const { name = 'api.example.com', demands = true, maxVersion = 'TLSv1.3', answer } = options
  const { certificate: cert, key } = makeCertificate({ name, issuer: authority })
  const visits: Visit[] = []
  const sockets = new Map<unknown, number>()
  let open = 0
  const asks = { requestCert: true, rejectUnauthorized: demands, ca: authority.certificate, maxVersion }
  const server = createServer({ cert, key, ...asks }, (request, response) => {
    request.resume()
    const socket = request.socket as TLSSocket & { readonly servername: string }
    const { subject } = socket.getPeerCertificate()
    const client = socket.authorized ? String(subject?.CN) : undefined
    const { url = '', headers } = request
    const visit = { path: url, headers, client, servername: socket.servername, socket: sockets.get(socket) ?? 0 }
    visits.push(visit)
    if (answer !== undefined) answer(visit, response)
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ client: client ?? null }))
  })
  server.on('secureConnection', (socket: TLSSocket) => {
    sockets.set(socket, sockets.size + 1)
    open++
    socket.on('close', () => open--)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    visits,
    get open() {
      return open
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/**
 * For this test, Node trusts the authority besides its own, as with NODE_EXTRA_CA_CERTS, which is read at its start.
 */
export function trustAuthority({ certificate }: Made = authority): void {
  const original = tls.createSecureContext
  tls.createSecureContext = (options = {}) => original({ ca: [...tls.rootCertificates, certificate], ...options })
  onTestFinished(() => {
    tls.createSecureContext = original
  })
}
