import type { Format } from '../format.ts'
import { chooseFormat } from './choose-format.ts'
import { digestEntry } from './digest-entry.ts'
import { packEntry } from './pack-entry.ts'
import type { EntryRequest } from './read-entry.ts'
import { readSighted } from './read-sighted.ts'
import { type Sight, sightOf } from './sight.ts'

/** Larger ones, unpacked, are not kept. */
const mostBytes = 16 * 1024 * 1024

export interface Gist {
  readonly digest: string
  /** Its files, packed; `null` where they are too large to keep. */
  readonly source: Uint8Array | null
  /** Texts by which its operations are found; `null` where only reading it tells. */
  readonly texts: readonly string[] | null
}

/** What is kept of an entry that is not read yet; `null` where it can't be read in one go, or is no connector. */
export async function gistOfEntry(request: EntryRequest, formats: readonly Format[]): Promise<Gist | null> {
  const sight: Sight | null = sightOf(request.path)
  const read = sight === null ? null : readSighted(request, sight)
  if (sight === null || read === null) return null
  const { entry, problems } = read
  const { format, problem } = chooseFormat(formats, entry)
  if (format === undefined || problem !== undefined) return null
  return {
    digest: digestEntry({ files: entry.files, problems, format }),
    source: sight.bytes > mostBytes ? null : await packEntry(entry),
    texts: textsBy(format, entry),
  }
}

function textsBy(format: Format, entry: Parameters<Format['read']>[0]): readonly string[] | null {
  try {
    return format.words?.(entry) ?? null
  } catch {
    return null
  }
}
