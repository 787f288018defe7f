import type { Log } from '../model/index.ts'

/** A host's log that can't get in the way of what is logged: that it threw is a warning of the process, once. */
export function safeLog(log: Log): Log {
  let hasWarned = false
  function warn(error: unknown): void {
    if (hasWarned) return
    hasWarned = true
    const said = error instanceof Error ? error.message : String(error)
    process.emitWarning(`The log that was given to createKernel threw: ${said}`, { type: 'JackfieldWarning' })
  }
  const safe =
    (level: keyof Log): Log[typeof level] =>
    (...given) => {
      try {
        log[level](...given)
      } catch (error) {
        warn(error)
      }
    }
  return { debug: safe('debug'), info: safe('info'), warn: safe('warn'), error: safe('error') }
}
