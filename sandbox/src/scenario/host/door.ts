import { once } from 'node:events'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Kernel } from '@jackfield/core'

/** Where the host is reached from outside: by services that call webhooks, and by browsers that come back. */
export interface Door {
  readonly publicUrl: string
  /** Until then, everybody is asked to come again. */
  open(kernel: Kernel): void
}

const path = '/jackfield'

/** @param port the same for every process of the host: the URL is known to others */
export async function openDoor(port: number): Promise<Door> {
  let kernel: Kernel | undefined
  const listener = getRequestListener((request) => {
    if (!new URL(request.url).pathname.startsWith(`${path}/`)) return new Response(null, { status: 404 })
    const session = sessionOf(request)
    return kernel?.handle(request, session === undefined ? {} : { session }) ?? new Response(null, { status: 503 })
  })
  const server = createServer(listener).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    publicUrl: `http://127.0.0.1:${port}${path}`,
    open(opened) {
      kernel = opened
    },
  }
}

/** Who is signed in to the host, in this browser. */
function sessionOf({ headers }: Request): string | undefined {
  return /(?:^|; )session=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1]
}
