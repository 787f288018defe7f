import type { UsageReader } from '@jackfield/core'
import { readDependent } from './read-dependent.ts'
import { rewrite } from './rewrite.ts'

/**
 * Reads flow documents as usages: `*.yaml`, `*.yml` and `*.json` files with `flow` at the top, or with `trigger` and
 * `steps`, so that a flow that forgets to say what it is isn't passed over.
 */
export function flowReader(): UsageReader {
  return {
    name: 'flows',
    claims: ({ path, text }) =>
      /\.(ya?ml|json)$/i.test(path) && (has(text, 'flow') || (has(text, 'trigger') && has(text, 'steps'))),
    read: (file, connectorOf) => {
      const { flow: _, ...dependent } = readDependent(file, { connectorOf })
      return dependent
    },
    rewrite,
  }
}

/** Whether a key stands at the top, as far as a look can tell. */
function has(text: string, key: 'flow' | 'trigger' | 'steps'): boolean {
  return new RegExp(`^["']?${key}["']?\\s*:|[{,]\\s*"${key}"\\s*:`, 'm').test(text)
}
