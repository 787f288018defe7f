import { dict, type Json, type Pointer, type Problem, segmentsOf } from '@jackfield/core'
import type { Document, Node, Pair, ParsedNode, Scalar, YAMLMap, YAMLSeq } from 'yaml'
import { deepestNesting, tooDeep } from './lenient-json.ts'
import { atTop, type Position, positionAt, type SourceText } from './source-text.ts'

export type Yaml = typeof import('yaml')

/** Values that aliases may add in all: enough for shared schemas, too few for a bomb. */
const mostRepeated = 100_000

/** A file full of keys that are given twice is told about in a few lines. */
const mostRepeatedKeys = 3

interface Reading {
  readonly yaml: Yaml
  readonly document: Document.Parsed<ParsedNode>
  readonly values: Map<Node, { readonly value: Json; readonly size: number }>
  readonly open: Set<Node>
  size: number
  repeated: number
  tell(problem: string, node: Node | undefined): void
}

class Unreadable extends Error {}

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

function read({ yaml, document }: Pick<Reading, 'yaml' | 'document'>, source: string, file: string): SourceText {
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
  const reading: Reading = { yaml, document, values: new Map(), open: new Set(), size: 0, repeated: 0, tell }
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

function jsonOf(written: unknown, reading: Reading, depth: number): Json {
  const { yaml, document, values, open } = reading
  const isAlias = yaml.isAlias(written)
  const node = isAlias ? written.resolve(document) : written
  if (!yaml.isNode(node)) return null
  if (open.has(node)) throw new Unreadable('An alias contains itself.')
  if (depth > deepestNesting) throw new RangeError()
  const known = values.get(node)
  if (known !== undefined) {
    reading.repeated += known.size
    if (reading.repeated > mostRepeated) throw new Unreadable(`Aliases repeat more than ${mostRepeated} values.`)
    reading.size += known.size
    return known.value
  }
  const before = reading.size++
  open.add(node)
  const value = readNode(node, reading, depth)
  open.delete(node)
  if (isAlias || node.anchor !== undefined) values.set(node, { value, size: reading.size - before })
  return value
}

function readNode(node: Node, reading: Reading, depth: number): Json {
  const { yaml } = reading
  if (yaml.isMap(node)) return mapOf(node, reading, depth)
  if (yaml.isSeq(node)) return (node as YAMLSeq).items.map((item) => jsonOf(item, reading, depth + 1))
  return scalarOf(node as Scalar)
}

function scalarOf({ value, source }: Scalar): Json {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  return source ?? String(value)
}

function mapOf(map: YAMLMap, reading: Reading, depth: number): Json {
  const merged: (readonly [string, Json])[] = []
  const own = new Map<string, Json>()
  for (const pair of map.items) {
    const name = nameOf(pair)
    const value = jsonOf(pair.value, reading, depth + 1)
    if (name === '<<' && typeof value === 'object' && value !== null) merged.push(...mergedEntries(value))
    else {
      if (own.has(name)) reading.tell(`The key "${name}" is given twice; the last one counts.`, pair.key as Node)
      own.set(name, value)
    }
  }
  return dict([...merged, ...own])
}

/** Of several mappings, the first that has a key counts (YAML 1.1, merge). */
function mergedEntries(value: object): (readonly [string, Json])[] {
  return [value]
    .flat()
    .toReversed()
    .flatMap((each) => Object.entries(each as Record<string, Json>))
}

function nameOf({ key }: Pair): string {
  const { value, source } = key as Scalar
  return typeof value === 'string' ? value : (source ?? String(value))
}

function offsetOf(yaml: Yaml, document: Reading['document'], at: Pointer): number {
  let node: unknown = document.contents
  let offset = 0
  for (const segment of segmentsOf(at)) {
    if (yaml.isAlias(node)) node = node.resolve(document)
    const pair = yaml.isMap(node) ? node.items.find((each) => nameOf(each) === segment) : undefined
    const next = pair?.value ?? (yaml.isSeq(node) ? node.items[Number(segment)] : undefined)
    if (pair === undefined && next === undefined) return offset
    node = next
    offset = (pair?.key as Node | undefined)?.range?.[0] ?? (next as Node).range?.[0] ?? offset
  }
  return offset
}
