import { request } from 'node:http'

export interface Sending {
  readonly method?: string
  readonly path: string
  /** The `Host` header. */
  readonly host?: string
  readonly headers?: Record<string, string>
  readonly body?: string
  readonly signal?: AbortSignal
}

export interface Answered {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers as they come.
  readonly json: any
}

/** One request over a connection of its own, with nothing between the test and the wire. */
export function send(
  port: number,
  { method = 'GET', path, host, headers = {}, body, signal }: Sending,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const all = { ...headers, ...(host === undefined ? {} : { host }) }
    const options = { port, host: '127.0.0.1', method, path, headers: all, agent: false, ...(signal ? { signal } : {}) }
    const outgoing = request(options, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.once('error', reject)
      incoming.once('end', () => {
        const text = Buffer.concat(chunks).toString()
        const isJson = incoming.headers['content-type']?.startsWith('application/json') ?? false
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json: isJson && JSON.parse(text) })
      })
    })
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}
