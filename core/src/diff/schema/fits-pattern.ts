/** Whether a name fits a pattern of JSON Schema (2020-12, Core 6.4); `undefined` where the pattern can't be read. */
export function fitsPattern(name: string, pattern: string): boolean | undefined {
  try {
    return new RegExp(pattern, 'u').test(name)
  } catch {
    return undefined
  }
}
