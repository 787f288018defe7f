import type { Node, Pair, Scalar, YAMLMap } from 'yaml'
import { dict, type Json, type Problem } from '../../model/index.ts'
import { keyText, resolveNode } from './key-text.ts'
import { deepestNesting } from './read-json.ts'
import { positionOf, type Reading, refuse } from './reading.ts'
import type { YamlText } from './yaml-text.ts'

/** Values that aliases may add in all: enough for shared schemas, too few for a bomb. */
const mostRepeated = 10_000

/** The document as JSON. Every problem is reported; undefined where one of them leaves nothing to go on. */
export function readValue(text: YamlText, report: (problem: Problem) => void): Json | undefined {
  const reading: Reading = {
    text,
    report,
    path: [],
    open: new Set(),
    sizes: new Map(),
    repeated: 0,
    size: 0,
    failed: false,
  }
  const value = read(text.document.contents, reading)
  return reading.failed ? undefined : value
}

function read(written: unknown, reading: Reading): Json {
  if (reading.failed) return null
  const { text, path, open, sizes } = reading
  const isAlias = text.yaml.isAlias(written)
  const node = resolveNode(text, written)
  if (node === undefined) return isAlias ? refuseAlias(written, reading, 'names no anchor before it') : null
  if (open.has(node)) return refuseAlias(written, reading, 'contains itself')
  if (path.length > deepestNesting) return refuseDepth(node, reading)
  if (isAlias) reading.repeated += sizes.get(node) ?? 1
  if (reading.repeated > mostRepeated)
    return refuseAlias(written, reading, `and those before it repeat more than ${mostRepeated} values`)
  const before = reading.size++
  open.add(node)
  const value = readNode(node, reading)
  open.delete(node)
  sizes.set(node, reading.size - before)
  return value
}

function readNode(node: Node, reading: Reading): Json {
  const { yaml } = reading.text
  if (yaml.isMap(node)) return readMap(node, reading)
  if (yaml.isSeq(node)) return node.items.map((item, index) => within(reading, index, () => read(item, reading)))
  return yaml.isScalar(node) ? readScalar(node, reading) : null
}

function readMap(map: YAMLMap, reading: Reading): Json {
  const entries = new Map<string, { readonly key: unknown; readonly value: Json }>()
  for (const pair of map.items) {
    const name = readName(pair, reading)
    if (name === undefined) continue
    const first = entries.get(name)
    if (first !== undefined) refuseRepeated(name, { first: first.key, second: pair.key }, reading)
    else entries.set(name, { key: pair.key, value: within(reading, name, () => read(pair.value, reading)) })
  }
  return dict([...entries].map(([name, { value }]) => [name, value]))
}

function readName(pair: Pair, reading: Reading): string | undefined {
  const { yaml } = reading.text
  const name = keyText(reading.text, pair)
  if (name === undefined) {
    refuse(reading, pair.key, { code: 'key-refused', message: 'A key is not plain text.', hint: 'write it as text.' })
    return undefined
  }
  if (name !== '<<' || !yaml.isScalar(pair.key) || pair.key.type !== 'PLAIN') return name
  const hint = 'write the keys out, or use a named schema.'
  refuse(reading, pair.key, { code: 'key-refused', message: 'Merge keys ("<<") are not read.', hint })
  return undefined
}

function readScalar(scalar: Scalar, reading: Reading): Json {
  const { value, source = String(value) } = scalar
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value
  const isNumber = typeof value === 'number' && Number.isFinite(value)
  if (isNumber && (!Number.isInteger(value) || Number.isSafeInteger(value) || isExact(value, source))) return value
  const message = isNumber ? `The number ${source} would lose digits.` : `${source} is not a JSON value.`
  refuse(reading, scalar, {
    code: 'value-not-json',
    message,
    hint: `put it in quotes to have it as text: '${source}'.`,
  })
  return null
}

/** Whether a great number is the very one that was written. */
function isExact(value: number, source: string): boolean {
  return /^-?\d+$/.test(source) && BigInt(source) === BigInt(value)
}

function within<Value>({ path }: Reading, segment: string | number, work: () => Value): Value {
  path.push(segment)
  const value = work()
  path.pop()
  return value
}

function refuseRepeated(name: string, keys: { first: unknown; second: unknown }, reading: Reading): void {
  const { line } = positionOf(keys.first, reading.text)
  const message = `The key "${name}" is given twice; the first is on line ${line}.`
  const refusal = { code: 'key-repeated', message, hint: 'remove one of them.' }
  within(reading, name, () => refuse(reading, keys.second, refusal))
}

function refuseAlias(node: unknown, reading: Reading, complaint: string): null {
  reading.failed = true
  const message = `An alias ${complaint}.`
  return refuse(reading, node, { code: 'alias-refused', message, hint: 'write the value out, or use a named schema.' })
}

function refuseDepth(node: Node, reading: Reading): null {
  reading.failed = true
  const message = `It is nested deeper than ${deepestNesting} levels.`
  return refuse(reading, node, { code: 'text-nested', message, hint: 'flatten it.' })
}
