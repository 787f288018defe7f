import { createHash } from 'node:crypto'

export const megabyte: number = 1024 * 1024

/** So many megabytes, each the same and none of them compressing to nothing. */
export async function* bigFile(megabytes: number): AsyncGenerator<Uint8Array> {
  const piece = Buffer.from(Uint8Array.from({ length: megabyte }, (_, at) => (at * 2_654_435_761) >>> 13))
  for (let count = 0; count < megabytes; count++) {
    yield piece
    await new Promise(setImmediate)
  }
}

export interface Digested {
  readonly bytes: number
  readonly digest: string
}

export async function digestOf(source: AsyncIterable<Uint8Array>): Promise<Digested> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const part of source) {
    hash.update(part)
    bytes += part.length
  }
  return { bytes, digest: hash.digest('hex') }
}
