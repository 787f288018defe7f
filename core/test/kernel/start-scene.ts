import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Kernel } from '../../src/index.ts'
import { counted, putCounted } from './counted.ts'
import { type Host, openHost, organisation } from './host.ts'

/** Longer than what a file system may round a time to: what is older has not changed unless its times say so. */
export const past = 2_100

export const ids = ['brass', 'clay', 'glass', 'iron', 'wood'] as const

export function versions(kernel: Kernel, whose = organisation): Record<string, string> {
  return Object.fromEntries(kernel.catalogue.list({ organisation: whose }).map(({ id, version }) => [id, version]))
}

/** A kernel that started once, and can be started again. */
interface Started extends AsyncDisposable {
  readonly host: Host
  readonly first: Kernel
  readonly format: ReturnType<typeof counted>
  /** Ends the kernel, changes something, and starts another one. */
  again(change: () => Promise<void>): Promise<Kernel>
}

/** A kernel over five connectors whose times are settled; `readAtStart`: whether they are read or only looked at. */
export async function start(readAtStart: number): Promise<Started> {
  const host = await openHost()
  const format = counted()
  const options = { extensions: [format.extension], readAtStart }
  for (const id of ids) await putCounted(host.plugins, id)
  await sleep(past)
  const first = await host.start(options)
  return {
    host,
    first,
    format,
    async again(change) {
      await first[Symbol.asyncDispose]()
      await change()
      format.counts.take()
      host.events.length = 0
      return host.start(options)
    },
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  }
}

export const file = ({ plugins }: Host, id: string) => join(plugins, id, 'counted.json')
