import { argumentInvalid, requestAborted } from '../errors/index.ts'
import { type Agents, createAgents } from './agents.ts'
import { createOriginRules, type OriginOptions } from './origin-rules.ts'
import { redactError } from './redact.ts'
import { describeHop, type Hop } from './redirect.ts'
import { sendHops } from './send-hops.ts'
import { SendWatch } from './send-watch.ts'
import type { Transport, TransportRequest, TransportResponse } from './transport.ts'

/**
 * Makes the one way out of a kernel. Plain http and private, loopback or link-local addresses (also behind a name) are
 * refused but for the origins that the host lists.
 *
 * @example
 * const transport = createTransport({ connectTo: { 'https://tracker.example.com': 'http://127.0.0.1:4711' } })
 */
export function createTransport(options: OriginOptions = {}): Transport {
  const routeOf = createOriginRules(options)
  let loading: Promise<Agents> | undefined
  let agents: Agents | undefined
  let closed = false

  async function send(request: TransportRequest): Promise<TransportResponse> {
    const hop = firstHop(request)
    if (closed) throw requestAborted(`${describeHop(hop)} was not sent: the transport is closed.`)
    const route = routeOf(hop.url)
    if (agents === undefined) {
      loading ??= createAgents()
      agents = await loading
    }
    const watch = new SendWatch(hop, request)
    try {
      return await sendHops(request, hop, { agents, route, watch })
    } catch (error) {
      throw redactError(error, watch.signings)
    } finally {
      watch.end()
    }
  }

  return {
    send,
    release: (holder) => agents?.presenting.release(holder),
    async [Symbol.asyncDispose]() {
      closed = true
      const opened = await loading
      await opened?.destroy()
    },
  }
}

function firstHop(request: TransportRequest): Hop {
  const { method, headers, body } = request
  const url = URL.parse(request.url)
  if (url === null) throw argumentInvalid('A request was not sent: its URL is not an absolute URL.')
  return body === undefined ? { method, url, headers } : { method, url, headers, body }
}
