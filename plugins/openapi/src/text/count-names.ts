/** The names of properties in a text that is JSON, those that are given twice counted twice. */
export function countWritten(text: string): number {
  let count = 0
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at)) {
    at = endOfText(text, at + 1)
    let after = text.charCodeAt(at)
    while (after === 32 || after === 10 || after === 13 || after === 9) after = text.charCodeAt(++at)
    if (after === 58) count++
  }
  return count
}

/** After the quotation mark that is not escaped. */
function endOfText(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    let before = at - 1
    while (text.charCodeAt(before) === 92) before--
    if ((at - before) % 2 === 1) return at + 1
  }
  return text.length
}

/** The names of properties in a value. Throws `RangeError` where it is nested deeper than the stack. */
export function countNames(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const isList = Array.isArray(value)
  let count = 0
  for (const name in value) {
    if (!isList) count++
    const inner = (value as Record<string, unknown>)[name]
    if (typeof inner === 'object') count += countNames(inner)
  }
  return count
}
