import type { Node } from 'yaml'
import { type Problem, pointer } from '../../model/index.ts'
import type { YamlText } from './yaml-text.ts'

/** The state of reading one document. */
export interface Reading {
  readonly text: YamlText
  /** Where it stands. */
  readonly path: (string | number)[]
  /** The nodes that contain it. */
  readonly open: Set<Node>
  /** Values in a node that was read, itself included, aliases expanded. */
  readonly sizes: Map<Node, number>
  /** Values that aliases have added. */
  repeated: number
  size: number
  /** Something leaves nothing to go on. */
  failed: boolean
  report(problem: Problem): void
}

export function positionOf(
  node: unknown,
  { yaml, lines }: YamlText,
): { readonly line: number; readonly column: number } {
  const { line, col } = lines.linePos(yaml.isNode(node) ? (node.range?.[0] ?? 0) : 0)
  return { line: Math.max(line, 1), column: Math.max(col, 1) }
}

/** Reports what is wrong with a node, where reading stands. */
export function refuse(reading: Reading, node: unknown, refusal: Pick<Problem, 'code' | 'message' | 'hint'>): null {
  const { text, path, report } = reading
  const { code, message, hint } = refusal
  const place = { file: text.file, ...positionOf(node, text), pointer: pointer(...path) }
  report({ code, message, ...place, ...(hint === undefined ? {} : { hint }) })
  return null
}
