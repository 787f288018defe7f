/** What is no segment of its own in a URL is left out of a base path. */
export function cleanPath(url: string): string {
  return url
    .replaceAll(/(?<=[^:/])\/{2,}/g, '/')
    .replaceAll(/\/\.(?=\/|$)/g, '')
    .replaceAll(' ', '%20')
    .replace(/\/+$/, '')
}
