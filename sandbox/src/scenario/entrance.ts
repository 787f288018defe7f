import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/**
 * The address on loopback by which the host is known to services and browsers, held while its processes come and go:
 * a port that one process lets go may be somebody else's before the next takes it.
 */
export class Entrance implements AsyncDisposable {
  readonly port: number
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #inner: number | undefined

  private constructor(server: Server) {
    this.#server = server
    this.port = (server.address() as AddressInfo).port
    server.on('connection', (socket) => this.#lead(socket))
  }

  static async open(): Promise<Entrance> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new Entrance(server)
  }

  /** Leads to this port from now on; to none, whoever comes is turned away. */
  leadTo(port: number | undefined): void {
    this.#inner = port
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }

  #lead(outer: Socket): void {
    if (this.#inner === undefined) return void outer.destroy()
    const inner = connect(this.#inner, '127.0.0.1')
    for (const [socket, other] of [
      [outer, inner],
      [inner, outer],
    ] as const) {
      this.#sockets.add(socket)
      socket.pipe(other)
      // Either may break off: the other hears of it by the end of its own connection.
      socket.on('error', () => {})
      socket.once('close', () => {
        this.#sockets.delete(socket)
        other.destroy()
      })
    }
  }
}
