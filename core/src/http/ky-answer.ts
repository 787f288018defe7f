import type { TransportResponse } from './transport.ts'

/** As much of a `Response` as ky reads to decide about a retry: its status and headers, no body. */
export class KyAnswer {
  readonly [Symbol.toStringTag] = 'Response'
  readonly ok: boolean
  readonly status: number
  readonly statusText = ''
  readonly type = 'default'
  readonly body = null
  readonly headers: { get(name: string): string | null }

  constructor(answer: TransportResponse) {
    this.status = answer.status
    this.ok = answer.status >= 200 && answer.status < 300
    this.headers = { get: (name) => answer.headers[name.toLowerCase()] ?? null }
  }

  async text(): Promise<string> {
    return ''
  }

  clone(): KyAnswer {
    return this
  }
}
