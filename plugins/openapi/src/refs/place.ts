import { type Json, type JsonObject, type Pointer, pointer } from '@jackfield/core'
import type { Position } from '../text/index.ts'

/** One file that was read. */
export interface SourceDocument {
  /** How problems name it. */
  readonly file: string
  /** Relative to the folder that references may lead through, with `/`. */
  readonly path: string
  readonly value: Json
  locate(pointers: readonly Pointer[]): readonly Position[]
}

/** Where a value stands. Linked upwards: its pointer is made only when somebody asks. */
export interface Place {
  readonly document: SourceDocument
  readonly parent: Place | null
  readonly key: string | number
}

export interface Located<Value = Json> {
  readonly value: Value
  readonly place: Place
}

export function rootOf(document: SourceDocument): Place {
  return { document, parent: null, key: '' }
}

export function below(parent: Place, key: string | number): Place {
  return { document: parent.document, parent, key }
}

export function pointerOf(place: Place): Pointer {
  const keys: (string | number)[] = []
  for (let here = place; here.parent !== null; here = here.parent) keys.push(here.key)
  return pointer(...keys.reverse())
}

/** An object's own property: names may be those of a prototype. */
export function own(value: Json | undefined, name: string): Json | undefined {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as JsonObject)[name]
    : undefined
}

/** What stands under a name, with its place; undefined where nothing or `null` does. */
export function child({ value, place }: Located, name: string): Located | undefined {
  const inner = own(value, name)
  return inner === undefined || inner === null ? undefined : { value: inner, place: below(place, name) }
}

/** The members of an object whose names are somebody's own: of schemes, properties, media types. */
export function membersOf(located: Located | undefined): readonly (readonly [string, Located])[] {
  if (located === undefined || typeof located.value !== 'object' || located.value === null) return []
  return Object.entries(located.value as JsonObject)
    .filter(([, inner]) => inner !== null)
    .map(([name, value]) => [name, { value, place: below(located.place, name) }])
}

/** The members of an object that the standard gives its names, extensions (`x-…`) left out. */
export function fieldsOf(located: Located | undefined): readonly (readonly [string, Located])[] {
  return membersOf(located).filter(([name]) => !name.startsWith('x-'))
}

/** The elements of an array; one that was written without its brackets counts as its only element. */
export function elementsOf(located: Located | undefined): readonly Located[] {
  if (located === undefined) return []
  if (!Array.isArray(located.value)) return [located]
  return (located.value as readonly Json[]).map((value, index) => ({ value, place: below(located.place, index) }))
}

/** Text; numbers count as the text that they are written as. */
export function textIn(value: Json | undefined, name: string): string | undefined {
  const found = own(value, name)
  if (typeof found === 'number') return String(found)
  return typeof found === 'string' && found.trim() !== '' ? found : undefined
}
