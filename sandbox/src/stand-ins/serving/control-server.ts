import { type Answer, json } from './answer.ts'
import { type LoopbackServer, serveOnLoopback } from './loopback-server.ts'
import type { ReceivedRequest } from './received-request.ts'

/** An interface whose every member is a call: JSON in, JSON out. */
export type ControlCalls<Control> = { readonly [Name in keyof Control]: (input: never) => Promise<unknown> }

/** A control call that asks for what cannot be. */
export class ControlError extends Error {
  override readonly name = 'ControlError'
}

/** `POST /<call>` with the input as JSON answers the result as JSON; `GET /` lists the calls. */
export function serveControl<Control extends ControlCalls<Control>>(
  control: Control,
  port?: number,
): Promise<LoopbackServer> {
  return serveOnLoopback({ handle: (request) => handleCall(control, request), port })
}

async function handleCall<Control extends ControlCalls<Control>>(
  control: Control,
  { method, path, body }: ReceivedRequest,
): Promise<Answer> {
  if (path === '/') return json(200, { calls: Object.keys(control) })
  const name = path.slice(1)
  if (!Object.hasOwn(control, name)) return json(404, { error: `There is no call "${name}"; GET / lists them` })
  if (method !== 'POST') return json(405, { error: `Call "${name}" with POST` }, { allow: 'POST' })
  try {
    return json(200, await control[name as keyof Control](readInput(body)))
  } catch (error) {
    if (error instanceof ControlError) return json(400, { error: error.message })
    throw error
  }
}

function readInput(body: string): never {
  const input = body === '' ? {} : parse(body)
  if (typeof input !== 'object' || input === null) throw new ControlError('The input must be a JSON object')
  return input as never
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch (cause) {
    throw new ControlError('The input is not JSON', { cause })
  }
}
