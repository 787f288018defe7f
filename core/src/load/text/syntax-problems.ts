import type { Problem } from '../../model/index.ts'
import { endsBefore } from './ends-before.ts'
import type { YamlText } from './yaml-text.ts'

const hints: Readonly<Record<string, string>> = {
  BAD_INDENT: 'give everything that belongs together the same indentation.',
  BLOCK_AS_IMPLICIT_KEY: 'begin a new line here, or put text with ": " in quotes.',
  MISSING_CHAR: 'add what is missing.',
  MULTILINE_IMPLICIT_KEY: 'end the line before with ":" and a value, or put it in quotes.',
  MULTIPLE_DOCS: 'keep one document per file.',
  TAB_AS_INDENT: 'indent with spaces.',
  TAG_RESOLVE_FAILED: 'remove the tag; plain YAML is read.',
  UNEXPECTED_TOKEN: 'check the quotes, brackets and indentation before this place.',
}

/** At most one problem per line: the first says it, the rest follow from it. */
export function syntaxProblems(text: YamlText): Problem[] {
  const { document, lines, file } = text
  const problems = new Map<number, Problem>()
  for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
    const { line, col: column } = lines.linePos(pos[0])
    const cut = endsBefore(text, { message, pos })
    if (problems.has(line) || problems.size === 5) continue
    problems.set(line, {
      ...describe(code, message),
      ...(cut === null ? {} : { hint: cut }),
      ...{ file, line, column, pointer: '' },
    })
  }
  return [...problems.values()].sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
}

function describe(code: string, message: string): Pick<Problem, 'code' | 'message' | 'hint'> {
  if (code === 'RESOURCE_EXHAUSTION')
    return { code: 'text-nested', message: 'It is nested too deeply.', hint: 'flatten it.' }
  const hint = hints[code] ?? 'correct the syntax here.'
  return { code: 'text-syntax', message: `It is not YAML: ${sentence(message)}`, hint }
}

function sentence(message: string): string {
  const text = message.split('\n', 1)[0]?.trim() ?? ''
  return `${text.charAt(0).toLowerCase()}${text.slice(1).replace(/[.:]$/, '')}.`
}
