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

/** Reads a file, or a folder with everything in it that is not ignored, within the limits. Never throws. */
export async function readEntry(request: EntryRequest): Promise<ReadEntry> {
  const { name, shownAs } = request
  const problems: Problem[] = []
  const report = (problem: Problem): void => void problems.push(problem)
  let found: Pick<SourceEntry, 'kind' | 'files'> = { kind: 'file', files: [] }
  try {
    found = await read(request, report)
  } catch (cause) {
    report(unreadable(shownAs, cause))
  }
  return { entry: { name, path: shownAs, ...found }, problems }
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
