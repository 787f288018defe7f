import type { Json, Pointer } from '@jackfield/core'
import { countNames, countWritten } from './count-names.ts'
import { decodeText } from './decode-text.ts'
import { readLenientJson } from './lenient-json.ts'
import { locateJson } from './locate-json.ts'
import { readYaml } from './read-yaml.ts'
import type { Position, SourceText } from './source-text.ts'
import type { Yaml } from './yaml-values.ts'

let yaml: Yaml | undefined

/** The parser is loaded with the first text that needs it. */
export async function loadYaml(): Promise<void> {
  yaml ??= await import('yaml')
}

/** Whether a text can't be read before {@link loadYaml}. */
export function needsYaml(bytes: Uint8Array): boolean {
  return !looksLikeJson(new TextDecoder().decode(bytes.subarray(0, 4096)))
}

/**
 * JSON or YAML, by what it looks like. JSON is parsed as such; only what fails is read leniently, and places are looked
 * up only for problems. Never throws.
 */
export function readText(bytes: Uint8Array, file: string): SourceText {
  const { text, problems } = decodeText(bytes, file)
  const read = looksLikeJson(text) || yaml === undefined ? readJson(text, file) : readYaml(yaml, text, file)
  return problems.length === 0 ? read : { ...read, problems: [...problems, ...read.problems] }
}

function looksLikeJson(text: string): boolean {
  return /^[\s\ufeff]*(?:[{[]|\/[/*])/.test(text)
}

function readJson(text: string, file: string): SourceText {
  const locate = (pointers: readonly Pointer[]): readonly Position[] => locateJson(text, pointers)
  const value = parse(text)
  if (value === undefined || isOdd(value, text)) return { ...readLenientJson(text, file), locate }
  return { value, problems: [], locate }
}

/** What parsing hides: a name that is given twice; or nested so deeply that nobody could read on. */
function isOdd(value: Json, text: string): boolean {
  try {
    return countNames(value) !== countWritten(text)
  } catch {
    return true
  }
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
