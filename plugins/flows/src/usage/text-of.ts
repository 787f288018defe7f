import type { Node } from '../expression/index.ts'

/** What a part of an expression says, wherever it stands. */
export function textOf(node: Node): string {
  return JSON.stringify(node, (name, value) =>
    name === 'position' ? undefined : value instanceof RegExp ? String(value) : value,
  )
}
