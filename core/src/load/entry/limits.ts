const mebibyte = 1024 * 1024

interface Limits {
  readonly files: number
  /** Folders below the entry. */
  readonly depth: number
  readonly fileBytes: number
  readonly totalBytes: number
}

/** How much one entry of a folder may be. */
export const limits: Limits = { files: 1_000, depth: 32, fileBytes: 10 * mebibyte, totalBytes: 64 * mebibyte }

export function inMebibytes(bytes: number): string {
  return `${bytes / mebibyte} MiB`
}
