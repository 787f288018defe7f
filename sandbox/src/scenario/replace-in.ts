/** Replaces every occurrence, and throws where there is none: an edit that changes nothing would prove nothing. */
export function replaceIn(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`There is no "${from}" to be replaced.`)
  return text.replaceAll(from, to)
}
