import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { limits } from './limits.ts'

/** A file's bytes; null for one that is over the limit, however it grows meanwhile, or is no regular file. */
export async function readBytes(path: string): Promise<Uint8Array | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const { size } = await file.stat()
    if (size > limits.fileBytes) return null
    const buffer = Buffer.allocUnsafe(size + 1)
    const chunks: Buffer[] = []
    let total = 0
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length)
      if (bytesRead === 0) return Buffer.concat(chunks)
      total += bytesRead
      if (total > limits.fileBytes) return null
      chunks.push(Buffer.from(buffer.subarray(0, bytesRead)))
    }
  } finally {
    await file.close()
  }
}
