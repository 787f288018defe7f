import { type Document, isCollection, isMap, isNode, isPair, isScalar, type LineCounter, type YAMLError } from 'yaml'

/** What to do about a text that ends within a bracket or a quote; null: it does not. */
export function endsBefore(
  { contents, range }: Document.Parsed,
  { message, pos }: Pick<YAMLError, 'message' | 'pos'>,
  lines: LineCounter,
): string | null {
  const missing = /end with a ([}\]])|closing (['"])quote/i.exec(message)?.slice(1).find(Boolean)
  if (missing === undefined || pos[0] < range[2]) return null
  let opened: number | undefined
  // What is not closed is the last of what it lies within.
  for (let node: unknown = contents; isNode(node); ) {
    const isIt = isScalar(node) ? /['"]/.test(missing) : isMap(node) === (missing === '}') && isFlow(node)
    if (isIt) opened = node.range?.[0]
    if (!isCollection(node)) break
    const last: unknown = node.items.at(-1)
    node = isPair(last) ? (last.value ?? last.key) : last
  }
  if (opened === undefined) return null
  return `The file ends before the ${missing} that closes line ${lines.linePos(opened).line}; is it whole?`
}

function isFlow(node: object): boolean {
  return 'flow' in node && node.flow === true
}
