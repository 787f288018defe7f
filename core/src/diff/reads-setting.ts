/** Whether something of a connector reads a setting: a variable of a URL, or a template. */
export function readsSetting(part: unknown, setting: string): boolean {
  if (typeof part !== 'object' || part === null) return false
  const { from, root, path } = part as Readonly<Record<string, unknown>>
  if (from === `settings.${setting}`) return true
  if (root === 'settings' && Array.isArray(path)) return path.length === 0 || path[0] === setting
  return Object.values(part).some((inner) => readsSetting(inner, setting))
}
