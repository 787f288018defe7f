import { argumentInvalid } from '../errors/index.ts'
import type { Services } from '../invoke/index.ts'
import { isJsonObject, type Json } from '../model/index.ts'
import { type GuestRequest, protocolLimits } from './protocol.ts'
import { serveHttp } from './serve-http.ts'

type Serve = (services: Services, args: readonly Json[]) => Promise<Json | undefined>

const table: ReadonlyMap<string, Serve> = new Map<string, Serve>([
  ['http', ({ http }, args) => serveHttp(http, args)],
  ['storage.get', async ({ storage }, [key]) => storage.get(keyOf(key))],
  ['storage.put', async ({ storage }, [key, value]) => void (await storage.put(keyOf(key), storable(value)))],
  ['storage.remove', async ({ storage }, [key]) => void (await storage.remove(keyOf(key)))],
  ['clock.sleep', async ({ clock, signal }, [time]) => void (await clock.sleep(milliseconds(time), signal))],
  ['log', async ({ log }, [level, message, fields]) => write(log, { level, message, fields })],
])

/** Does what a guest asks of one of its task's services. Throws `argument-invalid`, and what the service throws. */
export async function serveRequest(services: Services, { service, args }: GuestRequest): Promise<Json | undefined> {
  services.signal.throwIfAborted()
  const serve = table.get(service)
  if (serve === undefined) throw argumentInvalid('A connector asked for a service that there is not.')
  return serve(services, args)
}

function keyOf(key: Json | undefined): string {
  if (typeof key === 'string' && key.length <= protocolLimits.key) return key
  throw argumentInvalid(`A key of the storage is text of at most ${protocolLimits.key} characters.`)
}

function storable(value: Json | undefined): Json {
  if (value === undefined) throw argumentInvalid('The storage keeps JSON, not undefined.', { hint: 'Remove the key.' })
  if (JSON.stringify(value).length <= protocolLimits.stored) return value
  throw argumentInvalid(`A value in the storage has at most ${protocolLimits.stored} characters as JSON.`)
}

function milliseconds(time: Json | undefined): number {
  if (typeof time === 'number' && time >= 0) return time
  throw argumentInvalid('A connector can sleep for milliseconds only.')
}

interface Line {
  readonly level: Json | undefined
  readonly message: Json | undefined
  readonly fields: Json | undefined
}

async function write(log: Services['log'], { level, message, fields }: Line): Promise<undefined> {
  const known = level === 'debug' || level === 'info' || level === 'warn' || level === 'error'
  if (!known || typeof message !== 'string') throw argumentInvalid('A log line has a level and a message.')
  const shown = message.slice(0, protocolLimits.log)
  const small = isJsonObject(fields) && JSON.stringify(fields).length <= 2 * protocolLimits.log
  if (small) log[level](shown, fields)
  else log[level](shown)
}
