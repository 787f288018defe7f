/** How many parts `text` falls into at `separator`. */
export function piecesOf(text: string, separator: string): number {
  if (separator === '') return text.length
  let pieces = 1
  for (let at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, at + separator.length)) pieces++
  return pieces
}
