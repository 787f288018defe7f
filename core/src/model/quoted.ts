/** Of a longer one as many characters are shown. */
const longest = 80

/** An expression as a message quotes it: in one line, shortened, and in marks that it does not hold itself. */
export function quoted(expression: string): string {
  const line = expression.replace(/\s+/g, ' ').trim()
  const text = line.length > longest ? `${line.slice(0, longest - 1)}…` : line
  return text.includes('"') ? `“${text}”` : `"${text}"`
}
