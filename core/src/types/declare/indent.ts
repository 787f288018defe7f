/**
 * Indents declarations by the braces at the ends and beginnings of their lines, comments by what they stand above. No
 * line of code ends with a brace of a text: what follows a text is a colon, a bracket or the end of a type.
 */
export function indent(code: string): string {
  let depth = 0
  let isComment = false
  const lines = code.split('\n').map((line) => {
    isComment ||= line.startsWith('/**')
    if (isComment) {
      isComment = !line.endsWith('*/')
      return `${'  '.repeat(depth)}${line}`.trimEnd()
    }
    if (line.startsWith('}')) depth -= 1
    const indented = line === '' ? '' : `${'  '.repeat(depth)}${line}`
    if (line.endsWith('{')) depth += 1
    return indented
  })
  return lines.join('\n').replaceAll(/\n{3,}/g, '\n\n')
}
