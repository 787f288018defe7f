/** Brackets inside each other that are read; the parser of YAML goes into itself for each of them. */
export const deepest = 500

/** Where brackets are nested deeper than that, by a count that takes those in texts for nesting as well. */
export function tooDeep(text: string): number | undefined {
  let depth = 0
  for (const { 0: bracket, index } of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === '[' || bracket === '{' ? depth + 1 : Math.max(0, depth - 1)
    if (depth > deepest) return index
  }
  return undefined
}
