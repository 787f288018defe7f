import { inputInvalid } from '../errors/index.ts'

const pattern = /^data:([^,]*?)(;base64)?,(.*)$/is

export interface DataUrl {
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** What a `data:` URL holds (RFC 2397). Throws `input-invalid` where it is no such URL. */
export function readDataUrl(text: string): DataUrl {
  const [, type = '', base64, data = ''] = pattern.exec(text) ?? refuse('it has no comma')
  const mediaType = type === '' ? 'text/plain;charset=US-ASCII' : type.startsWith(';') ? `text/plain${type}` : type
  const plain = unescaped(data)
  if (base64 === undefined) return { mediaType, bytes: plain }
  const encoded = plain.toString('latin1').replaceAll(/\s/g, '')
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(encoded)) refuse('what follows the comma is not base64')
  return { mediaType, bytes: Buffer.from(encoded, 'base64') }
}

/** Percent-encoded bytes; other characters stand for themselves, in UTF-8. */
function unescaped(data: string): Buffer {
  const pieces = data.split(/((?:%[0-9a-f]{2})+)/i)
  return Buffer.concat(
    pieces.map((piece, index) =>
      index % 2 === 0 ? Buffer.from(piece, 'utf8') : Buffer.from(piece.replaceAll('%', ''), 'hex'),
    ),
  )
}

function refuse(why: string): never {
  throw inputInvalid(`A file was given as a "data:" URL that is none: ${why}.`, {
    hint: 'Write it as data:text/plain;base64,SGVsbG8=, or put the file with kernel.files.put().',
  })
}
