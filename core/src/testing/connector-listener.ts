import type { Kernel } from '../kernel/index.ts'
import type { ConnectionId, JsonObject, OperationName, TriggerEvent } from '../model/index.ts'

/** What a test hears of a trigger. */
export interface ConnectorListener {
  /** Everything so far, in the order in which it came. */
  readonly events: readonly TriggerEvent[]
  /** Asks the service now; answers what was new. Throws what the poll failed with. */
  poll(): Promise<readonly TriggerEvent[]>
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
  await poll()
  return { events, poll }
}
