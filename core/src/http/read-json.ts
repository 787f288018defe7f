import type { Json } from '../model/index.ts'

/**
 * The JSON value in a body (RFC 8259, UTF-8, a byte order mark forgiven); an empty body is `null`. Plain objects, as a
 * host expects of an output: whoever reads them by a foreign name looks at own properties only. Throws `SyntaxError`.
 */
export function readJson(body: Uint8Array): Json {
  const text = readText(body)
  return text === '' ? null : (JSON.parse(text) as Json)
}

/** A body as UTF-8 text, without its byte order mark. */
export function readText(body: Uint8Array): string {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}
