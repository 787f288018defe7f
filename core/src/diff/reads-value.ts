/** What a connection has besides its credentials. */
export type Kept = 'derived' | 'settings'

/** Whether something of a connector reads what a connection keeps by that name: a variable of a URL, or a template. */
export function readsValue(part: unknown, root: Kept, name: string): boolean {
  if (typeof part !== 'object' || part === null) return false
  const { from, root: read, path } = part as Readonly<Record<string, unknown>>
  if (from === `${root}.${name}`) return true
  if (read === root && Array.isArray(path)) return path.length === 0 || path[0] === name
  return Object.values(part).some((inner) => readsValue(inner, root, name))
}
