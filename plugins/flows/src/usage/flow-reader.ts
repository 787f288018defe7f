import type { UsageReader } from '@jackfield/core'
import { readDependent } from './read-dependent.ts'
import { rewrite } from './rewrite.ts'

/** Reads flow documents as usages: `*.yaml`, `*.yml` and `*.json` files with `flow` at the top. */
export function flowReader(): UsageReader {
  return {
    name: 'flows',
    claims: ({ path, text }) =>
      /\.(ya?ml|json)$/i.test(path) && /^["']?flow["']?\s*:|^[\s{,]*"flow"\s*:\s*\d/m.test(text),
    read: (file, connectorOf) => {
      const { flow: _, ...dependent } = readDependent(file, connectorOf)
      return dependent
    },
    rewrite,
  }
}
