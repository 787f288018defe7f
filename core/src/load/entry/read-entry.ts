import { lstat, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from '../../model/index.ts'
import type { SourceEntry, SourceFile } from '../format.ts'
import { limits } from './limits.ts'
import { type FolderRequest, isInside, listFiles } from './list-files.ts'
import { readBytes } from './read-bytes.ts'
import { linkLeads, tooLarge, tooMuch, unreadable } from './reading-problems.ts'

export interface EntryRequest {
  readonly path: string
  readonly name: string
  /** How problems name it. */
  readonly shownAs: string
  /** The folder that a link at `path` may not lead out of. */
  readonly within?: string
}

export interface ReadEntry {
  readonly entry: SourceEntry
  readonly problems: readonly Problem[]
}

/**
 * Reads a file, or a folder with everything in it that is not ignored, within the limits; anew when it is replaced
 * meanwhile, so that nothing is read half from one and half from the other. Never throws.
 */
export async function readEntry(request: EntryRequest, triesLeft = 2): Promise<ReadEntry> {
  const { name, path, shownAs } = request
  const problems: Problem[] = []
  const before = await identityOf(path)
  let found: Pick<SourceEntry, 'kind' | 'files'> = { kind: 'file', files: [] }
  let lost = false
  try {
    found = await read(request, (problem) => void problems.push(problem))
  } catch (cause) {
    lost = isGone(cause)
    problems.push(unreadable(shownAs, cause))
  }
  const after = await identityOf(path)
  if (triesLeft > 0 && after !== undefined && (lost || after !== before)) return readEntry(request, triesLeft - 1)
  return { entry: { name, path: shownAs, ...found }, problems }
}

async function identityOf(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined)
  return found && `${found.dev}:${found.ino}`
}

/** A file that was listed and is gone was replaced meanwhile: what stands there now is meant. */
function isGone(cause: unknown): boolean {
  return (cause as NodeJS.ErrnoException).code === 'ENOENT'
}

async function read(
  { path, name, shownAs, within }: EntryRequest,
  report: (problem: Problem) => void,
): Promise<Pick<SourceEntry, 'kind' | 'files'>> {
  const isLink = (await lstat(path)).isSymbolicLink()
  const isFolder = (await stat(path)).isDirectory()
  if (isLink && within !== undefined && !isInside(await realpath(path), await realpath(within))) {
    report(linkLeads(shownAs, 'out of the folder'))
    return { kind: isFolder ? 'folder' : 'file', files: [] }
  }
  if (isFolder) return { kind: 'folder', files: await readFolder({ root: path, shownAs, report }) }
  const bytes = await readBytes(path)
  if (bytes === null) report(tooLarge(shownAs))
  return { kind: 'file', files: bytes === null ? [] : [{ path: name, bytes }] }
}

async function readFolder(folder: FolderRequest): Promise<SourceFile[]> {
  const { root, shownAs, report } = folder
  const files: SourceFile[] = []
  let total = 0
  for (const path of await listFiles(folder)) {
    const bytes = await readBytes(join(root, path))
    if (bytes === null) report(tooLarge(`${shownAs}/${path}`))
    else files.push({ path, bytes })
    total += bytes?.length ?? 0
    if (total > limits.totalBytes) {
      report(tooMuch(shownAs))
      break
    }
  }
  return files
}
