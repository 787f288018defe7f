import type { Document, LineCounter, ParsedNode } from 'yaml'

export type Yaml = typeof import('yaml')

export interface YamlText {
  readonly yaml: Yaml
  readonly file: string
  readonly document: Document.Parsed<ParsedNode>
  readonly lines: LineCounter
}

let loaded: Promise<Yaml> | undefined

/** The parser is loaded with the first text, not with the kernel. */
export function loadYaml(): Promise<Yaml> {
  loaded ??= import('yaml')
  return loaded
}

/** Throws `RangeError` for text nested deeper than the stack. */
export function parseYaml(yaml: Yaml, text: string, file: string): YamlText {
  const lines = new yaml.LineCounter()
  const document = yaml.parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
    logLevel: 'silent',
  })
  return { yaml, file, document, lines }
}
