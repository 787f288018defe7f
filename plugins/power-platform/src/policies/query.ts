/** The encoded pairs of a URL's query, each as it stands. */
export function pairsOf(url: string): readonly string[] {
  const mark = url.indexOf('?')
  return mark === -1
    ? []
    : (url
        .slice(mark + 1)
        .split('#', 1)[0]
        ?.split('&')
        .filter(Boolean) ?? [])
}

export function withPairs(url: string, pairs: readonly string[]): string {
  const [address = ''] = url.split(/[?#]/, 1)
  return pairs.length === 0 ? address : `${address}?${pairs.join('&')}`
}

export function pair(name: string, value: string): string {
  return `${encodeURIComponent(name)}=${encodeURIComponent(value)}`
}

export function isNamed(written: string, name: string): boolean {
  return new URLSearchParams(written).has(name)
}

/** As it is meant, where it was written as it is sent (`%24top`). */
export function plainName(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
