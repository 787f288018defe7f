import { isJsonObject, type Json, type JsonObject } from '@jackfield/core'
import {
  child,
  elementsOf,
  type Located,
  membersOf,
  own,
  type Place,
  rootOf,
  type SourceDocument,
} from '../refs/index.ts'

/** A schema, and the name by which it is told from others. */
export interface NamedTarget {
  readonly name: string
  readonly target: Located<JsonObject>
}

/** One that has a schema as a part, so many steps away. */
export interface Whole extends NamedTarget {
  readonly depth: number
}

export interface Components {
  /** The component of this name in the document of a place. */
  named(name: string, place: Place): Located<JsonObject> | undefined
  /** The components of its document that have a schema as a part of their `allOf`, or have one that has. */
  havingAsPart(schema: Located<JsonObject>): readonly Whole[]
}

type Follow = (located: Located) => Located<JsonObject> | undefined

/** Looks through the components of a document once, and not before somebody asks. */
export function createComponents(follow: Follow): Components {
  const known = new Map<SourceDocument, ReadonlyMap<Json, readonly NamedTarget[]>>()

  function wholesIn(document: SourceDocument): ReadonlyMap<Json, readonly NamedTarget[]> {
    const found = known.get(document) ?? wholesByPart(document, follow)
    known.set(document, found)
    return found
  }

  return {
    named: (name, { document }) =>
      listsOf(document)
        .flatMap((list) => (own(list.value, name) === undefined ? [] : (child(list, name) ?? [])))
        .flatMap((one) => follow(one) ?? [])[0],
    havingAsPart({ value, place: { document } }) {
      const wholes = wholesIn(document)
      const found = new Map<Json, Whole>()
      const left: { readonly part: Json; readonly depth: number }[] = [{ part: value, depth: 0 }]
      for (const { part, depth } of left)
        for (const whole of wholes.get(part) ?? [])
          if (!found.has(whole.target.value) && whole.target.value !== value) {
            found.set(whole.target.value, { ...whole, depth: depth + 1 })
            left.push({ part: whole.target.value, depth: depth + 1 })
          }
      return [...found.values()]
    },
  }
}

function listsOf(document: SourceDocument): readonly Located[] {
  const root = { value: document.value, place: rootOf(document) }
  const components = child(root, 'components')
  return [components && child(components, 'schemas'), child(root, 'definitions')].filter((list) => list !== undefined)
}

function wholesByPart(document: SourceDocument, follow: Follow): ReadonlyMap<Json, readonly NamedTarget[]> {
  const wholes = new Map<Json, NamedTarget[]>()
  for (const [name, { value, place }] of listsOf(document).flatMap(membersOf)) {
    if (!isJsonObject(value)) continue
    for (const part of elementsOf(child({ value, place }, 'allOf'))) {
      const behind = typeof own(part.value, '$ref') === 'string' ? follow(part)?.value : undefined
      if (behind === undefined) continue
      const same = wholes.get(behind)
      if (same === undefined) wholes.set(behind, [{ name, target: { value, place } }])
      else same.push({ name, target: { value, place } })
    }
  }
  return wholes
}
