import type { Pointer, Problem } from '@jackfield/core'
import type { Document, Node, ParsedNode } from 'yaml'
import { tooDeep } from './lenient-json.ts'
import { offsetOf } from './locate-yaml.ts'
import { atTop, type Position, positionAt, type SourceText } from './source-text.ts'
import { jsonOf, Unreadable, type Yaml, type YamlReading } from './yaml-values.ts'

/** A file full of keys that are given twice is told about in a few lines. */
const mostRepeatedKeys = 3

/** YAML 1.2, with merge keys. Names given twice are a warning, and the last one counts. */
export function readYaml(yaml: Yaml, source: string, file: string): SourceText {
  let document: Document.Parsed<ParsedNode>
  try {
    document = yaml.parseDocument(source, {
      version: '1.2',
      schema: 'core',
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
    })
  } catch {
    return { problems: [tooDeep(file)], locate: atTop }
  }
  const [mistake] = document.errors
  if (mistake?.code === 'RESOURCE_EXHAUSTION') return { problems: [tooDeep(file)], locate: atTop }
  if (mistake !== undefined) {
    const message = `It is not YAML: ${mistake.message.split('\n', 1)[0]?.trim()}`
    const problem: Problem = {
      code: 'text-syntax',
      message,
      file,
      ...positionAt(source, mistake.pos[0]),
      pointer: '',
      hint: 'correct the syntax here.',
    }
    return { problems: [problem], locate: atTop }
  }
  return read({ yaml, document }, source, file)
}

function read({ yaml, document }: Pick<YamlReading, 'yaml' | 'document'>, source: string, file: string): SourceText {
  const problems: Problem[] = []
  const tell = (message: string, node: Node | undefined): void => {
    if (problems.length === mostRepeatedKeys) return
    const place = positionAt(source, node?.range?.[0] ?? 0)
    problems.push({
      code: 'text-syntax',
      severity: 'warning',
      message,
      file,
      ...place,
      pointer: '',
      hint: 'remove one.',
    })
  }
  const locate = (pointers: readonly Pointer[]): readonly Position[] =>
    pointers.map((at) => positionAt(source, offsetOf(yaml, document, at)))
  const reading: YamlReading = { yaml, document, values: new Map(), open: new Set(), size: 0, repeated: 0, tell }
  try {
    return { value: jsonOf(document.contents, reading, 0), problems, locate }
  } catch (error) {
    if (!(error instanceof Unreadable)) return { problems: [...problems, tooDeep(file)], locate }
    const problem: Problem = {
      code: 'text-nested',
      message: error.message,
      file,
      line: 1,
      column: 1,
      pointer: '',
      hint: 'write it out, or refer to it with $ref.',
    }
    return { problems: [...problems, problem], locate }
  }
}
