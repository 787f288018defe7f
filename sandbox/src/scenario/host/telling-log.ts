import type { Log } from '@jackfield/core'
import type { FromHost } from './protocol.ts'

/** Tells warnings and errors to the parent process. */
export function tellingLog(send: (message: FromHost) => void): Log {
  const tell = (message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
    const { error } = fields
    send({ kind: 'log', message: error instanceof Error ? `${message} ${error.message}` : message })
  }
  return { debug: () => {}, info: () => {}, warn: tell, error: tell }
}
