import { createHash } from 'node:crypto'
import type { Json } from '@jackfield/core'

/**
 * What tells one value from another, whatever the order of its keys: of each part its name, how deep it lies, and what
 * it is. For values that are nested too deeply for anything that goes into them by calling itself.
 */
export function digestOf(value: Json): string {
  const parts: string[] = []
  const waiting: [level: number, value: Json][] = [[0, value]]
  for (let here = waiting.pop(); here !== undefined; here = waiting.pop()) {
    const [level, part] = here
    for (const [name, inner] of Object.entries(part ?? {}) as [string, Json][]) {
      const isLeaf = typeof inner !== 'object' || inner === null
      parts.push(JSON.stringify([level, name, isLeaf ? inner : Array.isArray(inner) ? [] : {}]))
      if (!isLeaf) waiting.push([level + 1, inner])
    }
  }
  return createHash('sha256').update(parts.sort().join('\n')).digest('hex').slice(0, 8)
}
