import type { ConnectorId, Problem } from '../model/index.ts'
import { compareTexts, type LocatedFinding } from './changes-of.ts'

/** A problem for each place where something was not understood, naming it; sorted. */
export function unclearIn(findings: readonly LocatedFinding[], connector: ConnectorId): readonly Problem[] {
  const unclear = findings.filter(({ found }) => found.unclear !== undefined)
  const places = unclear.map(({ operation, found }): readonly [place: string, message: string] => {
    const of = operation === null ? `"${connector}"` : `"${connector}.${operation}"`
    return [`${of} ${found.pointer}`, `In ${of}: ${found.message}`]
  })
  return [...new Map(places.map(([place, message]) => [`${place} ${message}`, [place, message] as const])).values()]
    .sort(compareTexts)
    .map(([, message]) => ({
      code: 'change-not-understood',
      message,
      hint: 'Compare the two by eye; nothing that uses it is called safe.',
    }))
}
