import { isJackfieldError } from '@jackfield/core'
import type { FromHost, HostCalls, ToHost } from './protocol.ts'

/** Answers what the parent process asks, each as soon as it is done. */
export function answerCalls(calls: HostCalls, send: (message: FromHost) => void): void {
  process.on('message', ({ number, call, input }: ToHost) => {
    const answering = calls[call](input as never) as Promise<unknown>
    answering.then(
      (result) => send({ kind: 'result', number, result }),
      (error) => send({ kind: 'refusal', number, message: describe(error) }),
    )
  })
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (!isJackfieldError(error)) return error.stack ?? error.message
  const { code, message, problems, hint } = error
  const others = problems.map((problem) => problem.message).filter((other) => !message.includes(other))
  return [`${message} (${code})`, ...others, ...(hint === undefined ? [] : [`Hint: ${hint}`])].join(' ')
}
