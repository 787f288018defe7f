import type { StreamedBody } from './transport.ts'

/** One part of a `multipart/form-data` body (RFC 7578). */
export interface BodyPart {
  readonly name: string
  /** Of a file, as the service is told. */
  readonly fileName?: string
  /** @default none, which is text in UTF-8 */
  readonly mediaType?: string
  readonly content: string | { readonly size: number; open(): AsyncIterable<Uint8Array> }
}

/** A body of parts, its files read while it is sent. `boundary` is found in none of them. */
export function multipartBody(parts: readonly BodyPart[], boundary: string): StreamedBody {
  const pieces = parts.map((part) => ({ head: Buffer.from(headOf(part, boundary)), content: contentOf(part) }))
  const tail = Buffer.from(`--${boundary}--\r\n`)
  const lengths = pieces.map(({ head, content }) => head.length + content.size + lineEnd.length)
  return {
    length: lengths.reduce((sum, length) => sum + length, tail.length),
    async *open() {
      for (const { head, content } of pieces) {
        yield head
        yield* content.open()
        yield lineEnd
      }
      yield tail
    },
  }
}

/** 122 random bits: a file that has it was made by someone who can foresee them. */
export function newBoundary(): string {
  return `jackfield-${crypto.randomUUID()}`
}

const lineEnd = Buffer.from('\r\n')

function headOf({ name, fileName, mediaType }: BodyPart, boundary: string): string {
  const file = fileName === undefined ? '' : `; filename="${quoted(fileName)}"`
  const type = mediaType === undefined ? '' : `Content-Type: ${mediaType.replaceAll(/[\r\n]/g, ' ')}\r\n`
  return `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"${file}\r\n${type}\r\n`
}

/** Names in UTF-8, as browsers write them (RFC 7578, 5.1; HTML Standard, multipart form data). */
function quoted(name: string): string {
  return name.toWellFormed().replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function contentOf({ content }: BodyPart): Exclude<BodyPart['content'], string> {
  if (typeof content !== 'string') return content
  const bytes = Buffer.from(content)
  return {
    size: bytes.length,
    async *open() {
      yield bytes
    },
  }
}
