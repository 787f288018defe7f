/** Bytes of one frame: what a message may have, however it is written. */
const longest = 64 * 1024 * 1024

/** A text with its length before it, in four bytes. */
export function frame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const bytes = Buffer.allocUnsafe(4 + length)
  bytes.writeUInt32BE(length)
  bytes.write(text, 4)
  return bytes
}

/** Puts the texts of frames together from the bytes that come. Throws `Error` for a frame that is too long. */
export function frameReader(take: (text: string) => void): (bytes: Buffer) => void {
  let chunks: Buffer[] = []
  let size = 0
  return (bytes) => {
    chunks.push(bytes)
    size += bytes.length
    if (size < wanted(chunks)) return
    let rest = chunks.length === 1 ? bytes : Buffer.concat(chunks)
    while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32BE()) {
      const end = 4 + rest.readUInt32BE()
      take(rest.toString('utf8', 4, end))
      rest = rest.subarray(end)
    }
    chunks = rest.length === 0 ? [] : [rest]
    size = rest.length
  }
}

function wanted([first]: readonly Buffer[]): number {
  if (first === undefined || first.length < 4) return 4
  const length = first.readUInt32BE()
  if (length > longest) throw new Error('it sent more than a message may have')
  return 4 + length
}
