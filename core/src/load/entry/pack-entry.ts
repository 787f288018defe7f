import type { SourceEntry, SourceFile } from '../format.ts'

interface Head {
  readonly kind: SourceEntry['kind']
  readonly files: readonly { readonly path: string; readonly bytes: number }[]
}

/**
 * The files of an entry in one piece: what they are in a line of JSON, then one after the other; compressed (RFC 8878).
 */
export async function packEntry({ kind, files }: Pick<SourceEntry, 'kind' | 'files'>): Promise<Uint8Array> {
  const head: Head = { kind, files: files.map(({ path, bytes }) => ({ path, bytes: bytes.length })) }
  const whole = Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...files.map(({ bytes }) => bytes)])
  const { zstdCompress } = await import('node:zlib')
  return new Promise((resolve, reject) => {
    zstdCompress(whole, (error, packed) => (error === null ? resolve(packed) : reject(error)))
  })
}

/** What `packEntry` packed. */
export async function unpackEntry(packed: Uint8Array): Promise<Pick<SourceEntry, 'kind' | 'files'>> {
  const { zstdDecompress } = await import('node:zlib')
  const whole = await new Promise<Buffer>((resolve, reject) => {
    zstdDecompress(packed, (error, bytes) => (error === null ? resolve(bytes) : reject(error)))
  })
  const end = whole.indexOf('\n')
  const head: Head = JSON.parse(whole.subarray(0, end).toString())
  let at = end + 1
  const files = head.files.map(({ path, bytes }): SourceFile => {
    at += bytes
    return { path, bytes: whole.subarray(at - bytes, at) }
  })
  return { kind: head.kind, files }
}
