import { canonicalJson, type Listener, type ListenerId, newId } from '../model/index.ts'
import type { Tables } from '../store/index.ts'
import { endListener } from './end-listener.ts'

/** What a dependent wants to hear of. */
export type ListenRequest = Pick<
  Listener,
  'organisation' | 'dependent' | 'operation' | 'connection' | 'input' | 'callbackUrl'
> & {
  /**
   * Whether the dependent's listeners for other operations and connections stay: a flow has one trigger, a host may
   * have several.
   * @default false
   */
  readonly keepOthers?: boolean
}

/**
 * Makes or updates the dependent's listener for a trigger. The same operation on the same connection keeps cursor and
 * seen keys, also when the input changes: what comes from now on is filtered anew, what was handed off stays handed
 * off. Without a cursor there is no position to keep, so a changed input begins with a new baseline instead of handing
 * off everything that the old one left out. Another operation or connection starts anew.
 *
 * @param now milliseconds since 1970.
 */
export async function placeListener(request: ListenRequest, tables: Tables, now: number): Promise<ListenerId> {
  const { organisation, dependent, operation, connection, input, callbackUrl, keepOthers = false } = request
  const listeners = await tables.listeners.list({ organisation, dependent })
  const same = listeners.find((one) => one.operation === operation && one.connection === connection)
  if (!keepOthers) for (const other of listeners) if (other !== same) await endListener(other, tables, now)
  const fresh = {
    organisation,
    dependent,
    operation,
    connection,
    input,
    ...(callbackUrl !== undefined && { callbackUrl }),
  }
  const listener = same === undefined ? start(fresh, now) : update(same, fresh)
  await tables.listeners.put(listener)
  return listener.id
}

function start(request: Omit<ListenRequest, 'keepOthers'>, now: number): Listener {
  const startedAt = new Date(now).toISOString()
  return { ...request, id: newId<ListenerId>('lis'), cursor: null, startedAt, begun: false, generation: 1 }
}

function update({ callbackUrl: _, ...listener }: Listener, fresh: Pick<Listener, 'input' | 'callbackUrl'>): Listener {
  const keeps = listener.cursor !== null || canonicalJson(listener.input) === canonicalJson(fresh.input)
  return { ...listener, ...fresh, begun: listener.begun && keeps, generation: listener.generation + 1 }
}
