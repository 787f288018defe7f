/** How a value of a media type is written and read: `binary` is the bytes of a file. */
export type MediaKind = 'json' | 'form' | 'multipart' | 'xml' | 'text' | 'binary'

/** What a media type says of a body (RFC 6838; structured suffixes by RFC 6839 and RFC 7303). */
export function mediaKind(mediaType: string): MediaKind {
  const name = essence(mediaType)
  if (/[/+]json$/.test(name)) return 'json'
  if (/[/+]xml$/.test(name)) return 'xml'
  if (name === 'application/x-www-form-urlencoded') return 'form'
  if (name === 'multipart/form-data') return 'multipart'
  return name.startsWith('text/') ? 'text' : 'binary'
}

/** A media type without its parameters, in lower case. */
export function essence(mediaType: string): string {
  return (mediaType.split(';', 1)[0] ?? '').trim().toLowerCase()
}
