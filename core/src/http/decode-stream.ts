import { type Duplex, pipeline, type Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw, createZstdDecompress } from 'node:zlib'
import { isJackfieldError } from '../errors/index.ts'
import { tooLong, undecodable } from './body-error.ts'
import { codingsIn, hasZlibHeader } from './decode-body.ts'
import type { Hop } from './redirect.ts'

type Pieces = AsyncIterable<Uint8Array>

const decoders: Readonly<Record<string, (first: Uint8Array) => Duplex>> = {
  br: () => createBrotliDecompress(),
  deflate: (first) => (hasZlibHeader(first) ? createInflate() : createInflateRaw()),
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  zstd: () => createZstdDecompress(),
}

/** Undoes a body's content codings as it comes, to at most `maxBytes`. Throws `answer-unreadable` while it is read. */
export async function* decodeStream(
  body: Readable,
  coding: string | undefined,
  { hop, maxBytes }: { readonly hop: Hop; readonly maxBytes: number },
): Pieces {
  let bytes = 0
  try {
    for await (const piece of codingsIn(coding ?? '').reduce<Pieces>(decoded, body)) {
      bytes += piece.length
      if (bytes > maxBytes) throw tooLong(hop, maxBytes)
      yield piece
    }
  } catch (error) {
    if (isJackfieldError(error)) throw error
    throw undecodable(hop, error instanceof Error && 'code' in error ? String(error.code) : 'unknown content coding')
  }
}

/** Which decoder it is can depend on the first bytes; an empty body is not coded. */
async function* decoded(source: Pieces, coding: string): Pieces {
  const pieces = source[Symbol.asyncIterator]()
  const first = await pieces.next()
  if (first.done === true) return
  const decoder = Object.hasOwn(decoders, coding) ? decoders[coding]?.(first.value) : undefined
  if (decoder === undefined) throw new Error('an unknown content coding')
  yield* pipeline(after(first.value, pieces), decoder, () => {}) as unknown as Pieces
}

async function* after(first: Uint8Array, rest: AsyncIterator<Uint8Array>): Pieces {
  yield first
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}
