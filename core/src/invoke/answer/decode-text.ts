/**
 * The text of a body: its byte order mark, else its content type's `charset`, else an XML declaration, else UTF-8 says
 * how it is written (Encoding Standard). Throws where nothing knows that encoding.
 */
export function decodeText(body: Uint8Array, contentType: string | undefined, kind: 'text' | 'xml'): string {
  const declared = kind === 'xml' ? declaredIn(body) : undefined
  const label = markOf(body) ?? /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType ?? '')?.[1] ?? declared ?? 'utf-8'
  return decoderFor(label).decode(body)
}

function decoderFor(label: string): TextDecoder {
  try {
    return new TextDecoder(label)
  } catch {
    throw new Error(`its charset "${label.slice(0, 40)}" is unknown`)
  }
}

function markOf([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0xff && second === 0xfe ? 'utf-16le' : undefined
}

/** XML 1.0, 4.3.3: what precedes the name is ASCII in all encodings but those that have a mark. */
function declaredIn(body: Uint8Array): string | undefined {
  const start = Buffer.from(body.subarray(0, 200)).toString('latin1')
  return /^<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(start)?.[1]
}
