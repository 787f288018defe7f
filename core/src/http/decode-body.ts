import type * as zlib from 'node:zlib'

interface Limit {
  readonly maxOutputLength: number
}

type Decoder = (body: Buffer, limit: Limit, done: (error: Error | null, decoded: Buffer) => void) => void

/** How each coding is undone, by its name. Loading zlib takes milliseconds, and many processes never need it. */
type Decoders = Readonly<Record<string, (zlib: Zlib) => Decoder>>

type Zlib = typeof zlib

/** Content codings (RFC 9110, 8.4.1; RFC 7932; RFC 8878). Servers send `deflate` with and without its zlib header. */
const decoders: Decoders = {
  br: ({ brotliDecompress }) => brotliDecompress,
  deflate:
    ({ inflate, inflateRaw }) =>
    (body, limit, done) =>
      (hasZlibHeader(body) ? inflate : inflateRaw)(body, limit, done),
  gzip: ({ gunzip }) => gunzip,
  'x-gzip': ({ gunzip }) => gunzip,
  zstd: ({ zstdDecompress }) => zstdDecompress,
}

const mostCodings = 3

/**
 * Undoes a body's content codings, to at most `maxBytes`. Rejects with an error whose `code` is `ERR_BUFFER_TOO_LARGE`
 * beyond that, and with zlib's own where the body is not what it claims to be.
 */
export async function decodeBody(body: Buffer, contentEncoding: string, maxBytes: number): Promise<Buffer> {
  let decoded = body
  for (const coding of codingsIn(contentEncoding)) decoded = await decode(decoded, coding, maxBytes)
  return decoded
}

/** The codings to undo, in that order. */
export function codingsIn(contentEncoding: string): string[] {
  const codings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
  if (codings.length > mostCodings) throw new Error(`more than ${mostCodings} content codings`)
  return codings.reverse().filter((coding) => coding !== 'identity' && coding !== '')
}

async function decode(body: Buffer, coding: string, maxBytes: number): Promise<Buffer> {
  const decoder = Object.hasOwn(decoders, coding) ? decoders[coding]?.(await import('node:zlib')) : undefined
  return new Promise((resolve, reject) => {
    if (decoder === undefined) reject(new Error('an unknown content coding'))
    else
      decoder(body, { maxOutputLength: maxBytes }, (error, decoded) =>
        error === null ? resolve(decoded) : reject(error),
      )
  })
}

export function hasZlibHeader(body: Uint8Array): boolean {
  return ((body[0] ?? 0) & 0x0f) === 8
}
