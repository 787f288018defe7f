import type { Duplex, Readable } from 'node:stream'
import type * as zlib from 'node:zlib'
import { isJackfieldError } from '../errors/index.ts'
import { tooLong, undecodable } from './body-error.ts'
import { codingsIn, hasZlibHeader } from './decode-body.ts'
import type { Hop } from './redirect.ts'

type Pieces = AsyncIterable<Uint8Array>

const decoders: Readonly<Record<string, (codecs: typeof zlib, first: Uint8Array) => Duplex>> = {
  br: ({ createBrotliDecompress }) => createBrotliDecompress(),
  deflate: ({ createInflate, createInflateRaw }, first) =>
    hasZlibHeader(first) ? createInflate() : createInflateRaw(),
  gzip: ({ createGunzip }) => createGunzip(),
  'x-gzip': ({ createGunzip }) => createGunzip(),
  zstd: ({ createZstdDecompress }) => createZstdDecompress(),
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
  const decoderFor = Object.hasOwn(decoders, coding) ? decoders[coding] : undefined
  if (decoderFor === undefined) throw new Error('an unknown content coding')
  const [codecs, { pipeline }] = await Promise.all([import('node:zlib'), import('node:stream')])
  const decoder = decoderFor(codecs, first.value)
  yield* pipeline(after(first.value, pieces), decoder, () => {}) as unknown as Pieces
}

async function* after(first: Uint8Array, rest: AsyncIterator<Uint8Array>): Pieces {
  yield first
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}
