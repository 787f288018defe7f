import type { RevisionId } from '../model/index.ts'

/** What an organisation's own row has to say, by what it gets: nothing (`null`) where everybody has the same. */
export function ownRow(
  wanted: RevisionId | null,
  everybodys: RevisionId | 'none' | undefined,
): RevisionId | 'none' | null {
  return wanted === (everybodys ?? null) ? null : (wanted ?? 'none')
}
