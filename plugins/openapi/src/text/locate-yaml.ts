import { type Pointer, segmentsOf } from '@jackfield/core'
import type { Node } from 'yaml'
import { nameOf } from './yaml-key.ts'
import type { Yaml, YamlReading } from './yaml-values.ts'

/** Where in the text a pointer leads, or as far as it does. */
export function offsetOf(yaml: Yaml, document: YamlReading['document'], at: Pointer): number {
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
