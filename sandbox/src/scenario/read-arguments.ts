import { parseArgs } from 'node:util'
import { type VariantName, variantNames, variants } from './variants/index.ts'

export interface Arguments {
  /** End after the last step instead of serving on. */
  readonly once: boolean
  readonly help: boolean
  readonly variant: VariantName
}

export const usage: string = `Plays the Pune scenario on this machine: two stand-in services, a host, two connectors, one flow.

  npm start               play it, then serve on until Ctrl-C
  npm start -- --once     play it and end: exit code 0 only if everything went as expected
  npm start -- --variant NAME

${variantNames.map((name) => `${name.padStart(9)}  ${variants[name].told}`).join('\n')}
`

/** Throws a TypeError that names an option or a variant that there is not. */
export function readArguments(words: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...words],
    options: {
      once: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
      variant: { type: 'string', default: 'polling' },
    },
  })
  return { ...values, variant: readVariant(values.variant) }
}

function readVariant(text: string): VariantName {
  const found = variantNames.find((name) => name === text)
  if (found !== undefined) return found
  throw new TypeError(`There is no variant "${text}": --variant is ${variantNames.join(', ')}.`)
}
