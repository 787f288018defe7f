import { dict, type Json } from '@jackfield/core'
import type { Document, Node, ParsedNode, Scalar, YAMLMap, YAMLSeq } from 'yaml'
import { deepestNesting } from './lenient-json.ts'
import { nameOf } from './yaml-key.ts'

export type Yaml = typeof import('yaml')

/** Values that aliases may add in all: enough for shared schemas, too few for a bomb. */
const mostRepeated = 100_000

/** What reading the values of one document needs to know. */
export interface YamlReading {
  readonly yaml: Yaml
  readonly document: Document.Parsed<ParsedNode>
  readonly values: Map<Node, { readonly value: Json; readonly size: number }>
  readonly open: Set<Node>
  size: number
  repeated: number
  tell(problem: string, node: Node | undefined): void
}

/** What is in a document stands for more than anybody wrote. */
export class Unreadable extends Error {}

/** The value that a node stands for. Throws {@link Unreadable}, and `RangeError` where it is nested too deeply. */
export function jsonOf(written: unknown, reading: YamlReading, depth: number): Json {
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

function readNode(node: Node, reading: YamlReading, depth: number): Json {
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

function mapOf(map: YAMLMap, reading: YamlReading, depth: number): Json {
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
