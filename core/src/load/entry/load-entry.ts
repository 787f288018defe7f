import { basename } from 'node:path'
import { isError, type Problem, type Source } from '../../model/index.ts'
import type { Format, Peek, ReadConnector, SourceEntry, SourceFile } from '../format.ts'
import { chooseFormat } from './choose-format.ts'
import { digestBytes, digestEntry } from './digest-entry.ts'
import { isIgnoredName } from './is-ignored-name.ts'
import type { Loaded, LoadOptions } from './loaded.ts'
import { type ReadEntry, readEntry } from './read-entry.ts'
import { readSighted } from './read-sighted.ts'
import { sortProblems } from './sort-problems.ts'
import { unclaimed } from './unclaimed.ts'

/**
 * Reads one entry of a folder of connectors: a file, or a folder with its files (at most 1,000, 10 MiB each, 64 MiB in
 * all). Never throws for bad input. `null`: there is nothing there that could be a connector.
 */
export async function loadEntry(path: string, options: LoadOptions): Promise<Loaded | null> {
  const { shownAs = path, name = basename(path), within, peek = false, sight } = options
  if (isIgnoredName(name)) return null
  const request = { path, name, shownAs, ...(within !== undefined && { within }) }
  const read = (sight && readSighted(request, sight, peek)) ?? (await readEntry(request))
  return loadRead(path, read, options)
}

/** The same of files that were read before; a look that is not enough reads the entry anew. */
export async function loadRead(
  path: string,
  { entry, problems }: ReadEntry,
  options: LoadOptions,
): Promise<Loaded | null> {
  const { formats, known = () => false, peek = false } = options
  const { name, path: shownAs } = entry
  const { format, problem: ambiguous } = chooseFormat(formats, entry)
  const digest = digestEntry({ files: entry.files, problems, format })
  const peeked =
    peek && format !== undefined && ambiguous === undefined && problems.length === 0
      ? await peekBy(format, entry)
      : null
  // A look need not have been at one state of all files: what is read whole is.
  if (peek && peeked === null) return loadEntry(path, { ...options, peek: false })
  const { connector, extension, id, ...read } = peeked === null ? await readUnlessKnown() : sayOf(peeked)
  const whole = !problems.some(isError)
  const found = sortProblems([...problems, ...read.problems])
  if (format === undefined && found.length === 0) return null
  return {
    name,
    path,
    digest,
    format: format?.name ?? null,
    files: peeked === null ? entry.files.map((file) => sourceOf(file, format)) : [],
    ...(connector !== undefined && whole ? { connector } : {}),
    ...(extension !== undefined && whole ? { extension } : {}),
    ...(peeked !== null && { peeked }),
    id: connector?.id ?? id ?? null,
    problems: found,
    place: read.place ?? (() => ({ file: shownAs })),
  }

  async function readUnlessKnown(): Promise<Partial<ReadConnector> & Pick<ReadConnector, 'problems'>> {
    if (format === undefined) return { problems: unclaimed(entry, problems) }
    if (ambiguous !== undefined) return { problems: [ambiguous] }
    return known(digest) ? { problems: [] } : readBy(format, entry)
  }
}

function sourceOf({ path, bytes }: SourceFile, format: Format | undefined): Source['files'][number] {
  const keepsText = format?.keepsText?.(path) === true
  return { path, digest: digestBytes(bytes), ...(keepsText && { text: new TextDecoder().decode(bytes) }) }
}

function sayOf({ id }: Peek): Partial<ReadConnector> & Pick<ReadConnector, 'problems'> {
  return { id, problems: [] }
}

async function peekBy(format: Format, entry: SourceEntry): Promise<Peek | null> {
  try {
    return (await format.peek?.(entry)) ?? null
  } catch {
    return null
  }
}

/** A format should never throw; what does is reported as a problem of the entry, and harms no other. */
async function readBy(
  format: Format,
  entry: SourceEntry,
): Promise<Partial<ReadConnector> & Pick<ReadConnector, 'problems'>> {
  try {
    return await format.read(entry)
  } catch (cause) {
    const message = `The format "${format.name}" failed on it: ${cause instanceof Error ? cause.message : String(cause)}`
    const problem: Problem = {
      code: 'format-failed',
      message,
      file: entry.path,
      hint: 'report this to the format’s author.',
    }
    return { problems: [problem] }
  }
}
