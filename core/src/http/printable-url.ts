/** A URL as errors may show it: origin and path, never the query, which may hold a credential. */
export function printableUrl(url: URL): string {
  return url.origin + url.pathname
}
