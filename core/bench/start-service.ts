import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface Service extends Disposable {
  readonly origin: string
}

/** The service that requests are measured against: a process of its own, so that its CPU does not count. */
export async function startService(): Promise<Service> {
  const child = fork(join(import.meta.dirname, 'service/main.ts'))
  const [port] = await once(child, 'message')
  return { origin: `http://127.0.0.1:${port}`, [Symbol.dispose]: () => child.disconnect() }
}
