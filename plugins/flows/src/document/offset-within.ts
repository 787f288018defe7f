/** How far the two may be apart: a quotation mark, an escape. */
const window = 8

/**
 * Where a character of a text stands in the YAML that it was read from, which has quotation marks, escapes, and line
 * breaks and indentation of its own. 0 where the two can't be laid side by side.
 */
export function offsetWithin(written: string, text: string, character: number): number {
  let at = /^[|>][^\n]*\n/.exec(written)?.[0].length ?? 0
  for (let index = 0; index <= character; index++) {
    const wanted = text[index] ?? ''
    if (/\s/.test(wanted)) continue
    const found = next(written, at, wanted)
    if (found < 0) return 0
    if (index === character) return found
    at = found + 1
  }
  return at
}

function next(written: string, from: number, wanted: string): number {
  let at = from
  while (/\s/.test(written[at] ?? '')) at++
  const found = written.indexOf(wanted, at)
  return found - at > window ? -1 : found
}
