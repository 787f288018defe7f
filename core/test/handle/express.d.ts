declare module 'express' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  type Listener = (request: IncomingMessage, response: ServerResponse) => unknown

  /** As much of it as is mounted here. */
  interface Application extends Listener {
    use(path: string, listener: Listener): void
    use(listener: Listener): void
  }

  const express: (() => Application) & { json(): Listener }
  export default express
}
