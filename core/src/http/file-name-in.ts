/** The name that the service gives a file (RFC 6266), in UTF-8 where it has one (RFC 8187). */
export function fileNameIn(disposition: string = ''): string | undefined {
  const encoded = /;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(disposition)?.[1]
  if (encoded !== undefined && !/%(?![0-9a-f]{2})/i.test(encoded)) return decoded(encoded)
  const [, quoted, bare] = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition) ?? []
  return quoted?.replaceAll(/\\(.)/g, '$1') ?? bare
}

function decoded(text: string): string {
  return Buffer.from(
    text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()
}
