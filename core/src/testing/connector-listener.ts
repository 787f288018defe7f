import { argumentInvalid } from '../errors/index.ts'
import type { Kernel, Listening } from '../kernel/index.ts'
import type { ConnectionId, JsonObject, OperationName, TriggerEvent } from '../model/index.ts'

/** What a test hears of a trigger. */
export interface ConnectorListener {
  /** Everything so far, in the order in which it came. */
  readonly events: readonly TriggerEvent[]
  /** Of a webhook: where the service calls. */
  readonly url?: string
  /**
   * Asks the service now; answers what was new. Of a webhook: subscribes or renews, where that is due. Throws what it
   * failed with.
   */
  poll(): Promise<readonly TriggerEvent[]>
  /**
   * Of a webhook: the service calls `url`; a POST, unless `delivery` says otherwise. Throws `argument-invalid` for a
   * trigger that is polled.
   */
  receive(delivery: RequestInit): Promise<Received>
}

export interface Received {
  /** What the service is answered. */
  readonly response: Response
  /** What was new. */
  readonly events: readonly TriggerEvent[]
}

interface Wanted {
  readonly organisation: string
  readonly operation: OperationName
  readonly connection?: ConnectionId
  readonly input: JsonObject
}

export async function listenIn(kernel: Kernel, wanted: Wanted): Promise<ConnectorListener> {
  const events: TriggerEvent[] = []
  const listening = await kernel.listen({
    ...wanted,
    dependent: 'test',
    deliver: (event) => void events.push(event),
  })
  async function poll(): Promise<readonly TriggerEvent[]> {
    const before = events.length
    await listening.poll()
    return events.slice(before)
  }
  async function receive(delivery: RequestInit): Promise<Received> {
    const before = events.length
    const response = await kernel.handle(new Request(urlOf(listening, wanted), { method: 'POST', ...delivery }))
    return { response, events: events.slice(before) }
  }
  await poll()
  const { url } = listening
  return { events, ...(url !== undefined && { url }), poll, receive }
}

function urlOf({ url }: Listening, { operation }: Wanted): string {
  if (url !== undefined) return url
  throw argumentInvalid(`Nobody calls "${operation}": it is no webhook.`, { hint: 'Ask the service with poll().' })
}
