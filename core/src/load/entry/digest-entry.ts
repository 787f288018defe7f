import { createHash } from 'node:crypto'
import { modelVersion, type Problem } from '../../model/index.ts'
import type { Format, SourceFile } from '../format.ts'

export interface Digested {
  readonly files: readonly SourceFile[]
  /** What kept files from being read: with it or without it is not the same state. */
  readonly problems: readonly Problem[]
  readonly format: Format | undefined
}

/** Hexadecimal SHA-256 over the files, the format's name and version, and the model's version. */
export function digestEntry({ files, problems, format }: Digested): string {
  const hash = createHash('sha256')
  const add = (part: string | Uint8Array): void => {
    hash.update(`${Buffer.byteLength(part)}:`)
    hash.update(part)
  }
  add(`${format?.name ?? ''} ${format?.version ?? 0} ${modelVersion}`)
  for (const { path, bytes } of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    add(path)
    add(bytes)
  }
  for (const { code, file = '' } of problems) add(`${code} ${file}`)
  return hash.digest('hex')
}

export function digestBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
