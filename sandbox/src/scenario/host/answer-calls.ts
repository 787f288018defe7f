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
  const problems = error.problems.map((problem) => problem.message)
  return [`${error.message} (${error.code})`, ...problems, ...(error.hint ? [`hint: ${error.hint}`] : [])].join(' ')
}
