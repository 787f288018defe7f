import type { Json } from '@jackfield/core'
import { below, type Located, rootOf, type SourceDocument } from './place.ts'

/**
 * What the anchors of documents name (JSON Schema 2020-12, Core 8.2.2), looked for when somebody refers to one. A
 * dynamic one is as any other where there is no second of its name; `null` where several have it, of which it is not
 * known which is meant.
 */
export function createAnchors(): (document: SourceDocument) => ReadonlyMap<string, Located | null> {
  const known = new WeakMap<SourceDocument, ReadonlyMap<string, Located | null>>()
  return (document) => {
    const found = known.get(document) ?? anchorsOf(document)
    known.set(document, found)
    return found
  }
}

function anchorsOf(document: SourceDocument): ReadonlyMap<string, Located | null> {
  const all = new Map<string, Located | null>()
  const waiting: Located[] = [{ value: document.value, place: rootOf(document) }]
  for (let here = waiting.pop(); here !== undefined; here = waiting.pop()) {
    const { value, place } = here
    if (typeof value !== 'object' || value === null) continue
    for (const [key, inner] of Object.entries(value) as [string, Json][]) {
      if (typeof inner === 'object') waiting.push({ value: inner, place: below(place, key) })
      else if ((key === '$anchor' || key === '$dynamicAnchor') && typeof inner === 'string')
        all.set(inner, all.has(inner) ? null : here)
    }
  }
  return all
}
