import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Kernel } from '@jackfield/core'

/** Where this process of the host is reached: by services that call webhooks, and by browsers that come back. */
export interface Door {
  readonly port: number
  /** Until then, everybody is asked to come again. */
  open(kernel: Kernel): void
}

/** @param path where the kernel is mounted, such as `/jackfield` */
export async function openDoor(path: string): Promise<Door> {
  let kernel: Kernel | undefined
  const listener = getRequestListener((request) => {
    if (!new URL(request.url).pathname.startsWith(`${path}/`)) return new Response(null, { status: 404 })
    const session = sessionOf(request)
    return kernel?.handle(request, session === undefined ? {} : { session }) ?? new Response(null, { status: 503 })
  })
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    open(opened) {
      kernel = opened
    },
  }
}

/** Who is signed in to the host, in this browser. */
function sessionOf({ headers }: Request): string | undefined {
  return /(?:^|; )session=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1]
}
