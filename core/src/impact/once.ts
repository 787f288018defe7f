import type { Finding } from '../model/index.ts'

/**
 * What one expression reads in several ways is one finding, the first: give them in the order of the report, in which
 * the worst of a step comes first.
 */
export function once<Found extends Finding>(findings: readonly Found[]): readonly Found[] {
  const known = new Set<string>()
  return findings.filter(({ fingerprint, evidence }) => {
    const key = `${fingerprint} ${evidence.file} ${evidence.pointer}`
    const isNew = !known.has(key)
    known.add(key)
    return isNew
  })
}
