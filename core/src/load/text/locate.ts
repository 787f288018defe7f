import type { Node, Pair } from 'yaml'
import { type Pointer, pointer, segmentsOf } from '../../model/index.ts'
import { keyText, resolveNode } from './key-text.ts'
import type { Place } from './parsed-text.ts'
import { positionOf } from './reading.ts'
import type { YamlText } from './yaml-text.ts'

/** What was found on the way to a place: of an alias, what it repeats, since that is where it can be corrected. */
interface Found {
  readonly node: Node | undefined
  /** The mapping's key that leads to it. */
  readonly key: unknown
  readonly segments: readonly string[]
}

/** A value stands where it begins, a block or nothing where its key does, a key where it is written. */
export function locate(text: YamlText, at: Pointer, part: 'key' | 'value'): Place {
  const { node, key, segments } = find(text, at)
  const { yaml, file } = text
  const block = yaml.isCollection(node) && node.flow !== true
  const empty = node === undefined || (yaml.isScalar(node) && node.value === null && (node.source ?? '') === '')
  const start = part === 'key' || block || empty ? (key ?? node) : node
  return { file, ...positionOf(start, text), pointer: pointer(...segments) }
}

/** A scalar's source where it is written without quotes. */
export function textAt(text: YamlText, at: Pointer): string | undefined {
  const { node, segments } = find(text, at)
  const plain = text.yaml.isScalar(node) && node.type === 'PLAIN' && segments.length === segmentsOf(at).length
  return plain ? node.source : undefined
}

function find(text: YamlText, at: Pointer): Found {
  let found: Found = { node: resolveNode(text, text.document.contents), key: undefined, segments: [] }
  for (const segment of segmentsOf(at)) {
    const next = step(text, found, segment)
    if (next === undefined) return found
    found = next
  }
  return found
}

function step(text: YamlText, { node, segments }: Found, segment: string): Found | undefined {
  const { yaml } = text
  const below = [...segments, segment]
  if (yaml.isMap(node)) {
    const pair = node.items.find((item: Pair) => keyText(text, item) === segment)
    return pair && { node: resolveNode(text, pair.value), key: pair.key, segments: below }
  }
  if (!yaml.isSeq(node) || !/^(0|[1-9]\d*)$/.test(segment) || Number(segment) >= node.items.length) return undefined
  return { node: resolveNode(text, node.items[Number(segment)]), key: undefined, segments: below }
}
