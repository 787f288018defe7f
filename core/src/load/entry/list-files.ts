import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { Problem } from '../../model/index.ts'
import { isIgnoredName } from './is-ignored-name.ts'
import { limits } from './limits.ts'
import { linkLeads, tooMany } from './reading-problems.ts'

export interface FolderRequest {
  readonly root: string
  /** How problems name it. */
  readonly shownAs: string
  report(problem: Problem): void
}

/** The files of a folder, relative to it with `/`, sorted. Links are followed as long as they stay inside. */
export async function listFiles(folder: FolderRequest): Promise<string[]> {
  const files: string[] = []
  const folders = ['']
  for (let here = folders.shift(); here !== undefined; here = folders.shift())
    for (const found of await readdir(join(folder.root, here), { withFileTypes: true })) {
      if (isIgnoredName(found.name)) continue
      const path = here === '' ? found.name : `${here}/${found.name}`
      const kind = await kindOf(found, path, folder)
      if (kind === 'folder') folders.push(path)
      else if (kind === 'file') files.push(path)
      if (files.length > limits.files || folders.length > limits.files || path.split('/').length > limits.depth) {
        folder.report(tooMany(folder.shownAs))
        return []
      }
    }
  return files.sort()
}

async function kindOf(found: Dirent, path: string, folder: FolderRequest): Promise<'file' | 'folder' | 'other'> {
  const whole = join(folder.root, path)
  if (!found.isSymbolicLink()) return found.isDirectory() ? 'folder' : found.isFile() ? 'file' : 'other'
  const real = await realpath(whole).catch(() => undefined)
  if (real === undefined || !isInside(real, await realpath(folder.root))) {
    folder.report(linkLeads(`${folder.shownAs}/${path}`, real === undefined ? 'nowhere' : 'out of the folder'))
    return 'other'
  }
  const target = await stat(real)
  return target.isDirectory() ? 'folder' : target.isFile() ? 'file' : 'other'
}

export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}
