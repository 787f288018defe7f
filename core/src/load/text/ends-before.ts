import type { YamlText } from './yaml-text.ts'

/** What is said of a text that ends within a bracket or a quote; null: it does not. */
export function endsBefore(
  { yaml, document, lines }: YamlText,
  { message, pos }: { readonly message: string; readonly pos: readonly [number, number] },
): string | null {
  const end = document.range[2]
  const missing = /end with a ([}\]])|closing (['"])quote/.exec(message)?.slice(1).find(Boolean)
  if (missing === undefined || pos[0] < end) return null
  let opened: number | undefined
  // What is not closed is the last of what it lies within.
  for (let node: unknown = document.contents; yaml.isNode(node); ) {
    const isIt = yaml.isScalar(node) ? /['"]/.test(missing) : yaml.isMap(node) === (missing === '}') && isFlow(node)
    if (isIt) opened = node.range?.[0]
    if (!yaml.isCollection(node)) break
    const last: unknown = node.items.at(-1)
    node = yaml.isPair(last) ? (last.value ?? last.key) : last
  }
  return opened === undefined ? null : hintOf(missing, lines.linePos(opened).line)
}

/** `line` counts from 1. */
export function hintOf(missing: string, line: number): string {
  return `the file ends before the ${missing} that closes line ${line}: is it whole?`
}

function isFlow(node: object): boolean {
  return 'flow' in node && node.flow === true
}
