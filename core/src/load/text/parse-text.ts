import type { Problem } from '../../model/index.ts'
import { decodeText } from './decode-text.ts'
import { findJsonMistake } from './json-mistake.ts'
import { locate, textAt } from './locate.ts'
import type { ParsedText } from './parsed-text.ts'
import { readJson } from './read-json.ts'
import { readValue } from './read-value.ts'
import { syntaxProblems } from './syntax-problems.ts'
import { loadYaml, parseYaml, type YamlText } from './yaml-text.ts'

/**
 * Reads YAML 1.2 (core schema, strings as written) or JSON (RFC 8259), with the place of everything in it. Names given
 * twice, merge keys, custom tags, numbers that lose digits and aliases that multiply are problems. Never throws.
 */
export async function parseText(bytes: Uint8Array, file: string): Promise<ParsedText> {
  const yaml = await loadYaml()
  const decoded = decodeText(bytes, file)
  if ('problem' in decoded) return unread(file, decoded.problem)
  const parse = (): YamlText => parseYaml(yaml, decoded.text, file)
  return /\.json$/i.test(file) ? parseJsonText(decoded.text, file, parse) : parseYamlText(parse, file)
}

/** JSON is YAML, but read six times faster: its places are looked up only when something is wrong. */
function parseJsonText(text: string, file: string, parse: () => YamlText): ParsedText {
  const read = readJson(text)
  if (read === 'invalid') return unread(file, findJsonMistake(text, file))
  if (read === 'odd') return parseYamlText(parse, file)
  let parsed: YamlText | undefined
  const yaml = (): YamlText => {
    parsed ??= parse()
    return parsed
  }
  return { value: read.value, problems: [], ...ways(yaml) }
}

function parseYamlText(parse: () => YamlText, file: string): ParsedText {
  let yaml: YamlText
  try {
    yaml = parse()
  } catch (cause) {
    return unread(file, tooDeep(file, cause))
  }
  const syntax = syntaxProblems(yaml)
  if (syntax.length > 0) return { problems: syntax, ...ways(() => yaml) }
  const problems: Problem[] = []
  const value = readValue(yaml, (problem) => problems.push(problem))
  return { problems, ...(value === undefined ? {} : { value }), ...ways(() => yaml) }
}

function ways(yaml: () => YamlText): Pick<ParsedText, 'place' | 'written'> {
  return {
    place: (at, part = 'value') => locate(yaml(), at, part),
    written: (at) => textAt(yaml(), at),
  }
}

function unread(file: string, problem: Problem): ParsedText {
  return { problems: [problem], place: () => ({ file, line: 1, column: 1, pointer: '' }), written: () => undefined }
}

/** The parser is recursive: what exhausts the stack is no manifest. */
function tooDeep(file: string, cause: unknown): Problem {
  const message = `It can't be read: ${cause instanceof RangeError ? 'it is nested too deeply' : String(cause)}.`
  return { code: 'text-nested', message, file, line: 1, column: 1, pointer: '', hint: 'flatten it.' }
}
