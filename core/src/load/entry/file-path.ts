import type { SourceEntry, SourceFile } from '../format.ts'

/** A file of an entry as its host named it, with `/`: how problems name it. */
export function filePath({ kind, path }: Pick<SourceEntry, 'kind' | 'path'>, file: Pick<SourceFile, 'path'>): string {
  const whole = kind === 'file' ? path : `${path}/${file.path}`
  return whole.replaceAll('\\', '/')
}
