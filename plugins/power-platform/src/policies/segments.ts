/** A URL in front of an operation's path, and the segments of that path as they were filled in. */
export interface Taken {
  readonly base: string
  readonly segments: readonly string[]
  /** With its question mark. */
  readonly query: string
}

/** Values of a path are encoded, so that a path has as many segments as its template. */
export function takeApart(url: string, template: string): Taken {
  const [address = '', query] = url.split('?', 2)
  const count = template.split('/').length - 1
  const all = address.split('/')
  return {
    base: all.slice(0, all.length - count).join('/'),
    segments: all.slice(all.length - count),
    query: query === undefined ? '' : `?${query}`,
  }
}

/** What stands in a path for each of its template's names. */
export function valuesIn(segments: readonly string[], template: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const [index, piece] of template.split('/').slice(1).entries()) {
    const names = [...piece.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name)
    const pattern = piece
      .split(/\{[^{}]+\}/)
      .map(escaped)
      .join('(.+?)')
    const found = new RegExp(`^${pattern}$`).exec(segments[index] ?? '')
    for (const [at, name] of names.entries()) values.set(name, found?.[at + 1] ?? '')
  }
  return values
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
