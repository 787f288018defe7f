import type { Node, Pair } from 'yaml'
import type { YamlText } from './yaml-text.ts'

/** A mapping's key as its author wrote it (`1.10` stays `1.10`); undefined for a key that is no plain value. */
export function keyText({ yaml }: YamlText, { key }: Pair): string | undefined {
  if (!yaml.isScalar(key)) return undefined
  return typeof key.value === 'string' ? key.value : (key.source ?? '')
}

/** What a node stands for: aliases are followed to what they repeat. */
export function resolveNode({ yaml, document }: YamlText, node: unknown): Node | undefined {
  const found = yaml.isAlias(node) ? node.resolve(document) : node
  return yaml.isNode(found) ? found : undefined
}
