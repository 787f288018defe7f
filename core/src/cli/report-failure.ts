import type { JackfieldError } from '../errors/index.ts'
import type { Io } from './command.ts'
import { printProblems } from './print-problems.ts'

/** Says why an operation failed: on `err` in words, on `out` as JSON. */
export function reportFailure(
  error: JackfieldError,
  { io, format }: { readonly io: Io; readonly format: 'text' | 'json' },
): void {
  const { code, message, hint, status, problems, doubt } = error
  if (format === 'json') {
    io.out(`${JSON.stringify({ error: { code, message, hint, status, doubt, problems } }, null, 2)}\n`)
    return
  }
  io.err(`${message}\n`)
  printProblems(problems, io)
  if (hint !== undefined) io.err(`  hint: ${hint}\n`)
}
