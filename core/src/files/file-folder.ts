import { resolve } from 'node:path'
import { argumentInvalid } from '../errors/index.ts'
import { readDuration } from '../model/index.ts'
import type { FileStoreProvider } from './file-store.ts'

export interface FileFolderOptions {
  /** How long a file is kept: milliseconds, or text such as `12h`. @default '7d' */
  readonly keep?: number | string
  /** Bytes of one file. @default 1 GiB */
  readonly maxBytes?: number
}

/**
 * Keeps files in a folder that only its owner may read, one part of it for each organisation; what is older than `keep`
 * is removed. Several kernels may share it. Throws `argument-invalid`.
 *
 * @example
 * ```ts
 * import { createKernel, fileFolder, sqlite } from '@jackfield/core'
 *
 * await using kernel = await createKernel({
 *   store: sqlite('state/jackfield.db'),
 *   files: fileFolder('state/files', { keep: '7d' }),
 * })
 * ```
 */
export function fileFolder(path: string, options: FileFolderOptions = {}): FileStoreProvider {
  const { keep = '7d', maxBytes } = options
  const milliseconds = typeof keep === 'number' ? keep : readDuration(keep)
  if (milliseconds === null || !(milliseconds > 0))
    throw argumentInvalid(`fileFolder: keep can't be ${JSON.stringify(keep)}.`, {
      hint: 'Give milliseconds, or a duration such as 12h or 7d.',
    })
  if (maxBytes !== undefined && !(maxBytes > 0))
    throw argumentInvalid(`fileFolder: maxBytes can't be ${maxBytes}.`, { hint: 'Give a number of bytes.' })
  const folder = resolve(path)
  return {
    name: `fileFolder ${path}`,
    ...(maxBytes !== undefined && { maxBytes }),
    open: async ({ clock }) =>
      (await import('./open-file-folder.ts')).openFileFolder({ folder, keep: milliseconds, clock }),
  }
}
