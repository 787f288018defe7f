import type { Answer } from './answer.ts'
import { type ControlCalls, serveControl } from './control-server.ts'
import { serveOnLoopback } from './loopback-server.ts'
import type { NumberedLog } from './numbered-log.ts'
import type { ReceivedRequest } from './received-request.ts'

/** A stand-in service on loopback and the calls that steer it, in this process or in another. */
export interface RunningStandIn<Control> extends AsyncDisposable {
  /** Where the service is served, over plain HTTP. */
  readonly port: number
  readonly controlPort: number
  readonly control: Control
  close(): Promise<void>
}

export interface Ports {
  /** @default 0, a free port */
  readonly port?: number
  /** @default 0, a free port */
  readonly controlPort?: number
}

export interface StandInParts<Control> extends Ports {
  readonly control: Control
  readonly handle: (request: ReceivedRequest) => Answer | Promise<Answer>
  readonly now: () => number
  /** Closed with the stand-in, so that nobody waits on. */
  readonly logs: readonly Pick<NumberedLog<object>, 'close'>[]
}

/** Opens both ports of a stand-in. */
export async function composeStandIn<Control extends ControlCalls<Control>>(
  parts: StandInParts<Control>,
): Promise<RunningStandIn<Control>> {
  const { control, handle, now } = parts
  const service = await serveOnLoopback({ handle, port: parts.port, now })
  const calls = await serveControl(control, parts.controlPort)
  const close = async (): Promise<void> => {
    for (const log of parts.logs) log.close()
    await Promise.all([service.close(), calls.close()])
  }
  return { port: service.port, controlPort: calls.port, control, close, [Symbol.asyncDispose]: close }
}
