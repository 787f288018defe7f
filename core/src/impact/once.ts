import type { Finding } from '../model/index.ts'
import { isWorse } from './summary.ts'

/** What one expression reads in several ways is one finding: the worst, the first of several. */
export function once<Found extends Finding>(findings: readonly Found[]): readonly Found[] {
  const worst = new Map<string, Found>()
  for (const finding of findings) {
    const { fingerprint, status, evidence } = finding
    const key = `${fingerprint} ${evidence.file} ${evidence.pointer}`
    const known = worst.get(key)
    if (known === undefined || isWorse(status, known.status)) worst.set(key, finding)
  }
  return [...worst.values()]
}
