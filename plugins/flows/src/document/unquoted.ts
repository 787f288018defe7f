import type { Problem } from '@jackfield/core'
import { LineCounter, parseDocument } from 'yaml'

/**
 * Finds expressions that stand bare where YAML takes `{` for the beginning of a map, and quotes them, so that what
 * else is wrong with the text can be told as well.
 */
export function repairUnquoted(file: string, text: string): { repaired: string; problems: Problem[] } {
  const lines = new LineCounter()
  const { errors } = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const bare = errors.map((error) => error.pos[0] - 1).filter((offset) => text.startsWith('{%', offset))
  const problems = bare.map((offset): Problem => {
    const { line, col } = lines.linePos(offset)
    return {
      code: 'expression-unquoted',
      message: 'An expression stands without quotes: YAML takes its brace for the beginning of a map.',
      file,
      line,
      column: col,
      hint: `Quote it: ${quoted(expressionAt(text, offset))}`,
    }
  })
  return { repaired: bare.reduceRight(quoteAt, text), problems }
}

function quoteAt(text: string, offset: number): string {
  const expression = expressionAt(text, offset)
  return text.slice(0, offset) + quoted(expression) + text.slice(offset + expression.length)
}

function expressionAt(text: string, offset: number): string {
  const line = text.slice(offset).split('\n', 1)[0] ?? ''
  const end = line.lastIndexOf('%}')
  return end < 0 ? line.trimEnd() : line.slice(0, end + 2)
}

function quoted(expression: string): string {
  return `'${expression.replaceAll("'", "''")}'`
}
