import { parseArgs } from 'node:util'

export interface Arguments {
  /** End after the last step instead of serving on. */
  readonly once: boolean
  readonly help: boolean
}

export const usage: string = `Plays the Pune scenario on this machine: two stand-in services, a host, two connectors, one flow.

  npm start               play it, then serve on until Ctrl-C
  npm start -- --once     play it and end: exit code 0 only if everything went as expected
`

/** Throws a TypeError that names an option that there is not. */
export function readArguments(words: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...words],
    options: { once: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
  })
  return values
}
