import type { Problem } from '../../model/index.ts'
import type { Format, SourceEntry } from '../format.ts'

/** What the core's own formats answer: the others are not asked then. */
const certain = 10

export interface Choice {
  /** Absent where none knows the entry. */
  readonly format?: Format
  /** Where several are as sure of it. */
  readonly problem?: Problem
}

/** The format that is surest of an entry. */
export function chooseFormat(formats: readonly Format[], entry: SourceEntry): Choice {
  let most = 0
  let surest: Format[] = []
  for (const format of formats) {
    const sureness = surenessOf(format, entry)
    if (sureness > 0 && sureness === most) surest.push(format)
    else if (sureness > most) surest = [format]
    most = Math.max(most, sureness)
    if (most >= certain) break
  }
  const [one, ...others] = surest
  if (one === undefined) return {}
  return { format: one, ...(others.length > 0 && { problem: ambiguous(entry, surest) }) }
}

function surenessOf(format: Format, entry: SourceEntry): number {
  try {
    const claimed = format.claims(entry)
    if (typeof claimed === 'boolean') return claimed ? 1 : 0
    return Number.isFinite(claimed) ? Math.max(claimed, 0) : 0
  } catch {
    return 0
  }
}

function ambiguous({ path }: SourceEntry, formats: readonly Format[]): Problem {
  const names = formats.map(({ name }) => `"${name}"`).join(' and ')
  return {
    code: 'format-ambiguous',
    message: `The formats ${names} both take it for theirs, and are as sure of it.`,
    file: path.replaceAll('\\', '/'),
    hint: 'leave one of the extensions out, or have its format answer a number: how sure it is.',
  }
}
