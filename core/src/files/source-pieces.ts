import { argumentInvalid, fileTooLarge } from '../errors/index.ts'
import type { FileSource } from './files.ts'

/** The pieces of a source, to at most `maxBytes`. Throws `file-too-large`, `argument-invalid`. */
export async function* sourcePieces(source: FileSource, maxBytes: number): AsyncGenerator<Uint8Array, void> {
  let size = 0
  for await (const piece of piecesOf(source)) {
    if (!(piece instanceof Uint8Array)) throw notBytes()
    size += piece.length
    if (size > maxBytes)
      throw fileTooLarge(`A file has more than ${maxBytes} bytes.`, {
        hint: 'Take a smaller one, or raise "maxBytes" where the kernel\'s files are kept.',
      })
    yield piece
  }
}

function piecesOf(source: FileSource): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (source instanceof Uint8Array) return [source]
  if (source instanceof Blob) return source.stream()
  if (typeof source === 'object' && source !== null && Symbol.asyncIterator in source) return source
  throw notBytes()
}

function notBytes(): Error {
  return argumentInvalid('A file can be made of bytes only.', {
    hint: 'Give a Uint8Array, a Blob, or a stream of Uint8Arrays such as createReadStream(path).',
  })
}
