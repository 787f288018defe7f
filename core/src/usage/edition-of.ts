import { createHash } from 'node:crypto'

/** What names a dependent's document: equal text, equal edition. */
export function editionOf(document: string): string {
  return createHash('sha256').update(document).digest('hex').slice(0, 16)
}
