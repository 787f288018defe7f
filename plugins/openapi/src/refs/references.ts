import { isJsonObject, type Json, type JsonObject } from '@jackfield/core'
import { createAnchors } from './anchors.ts'
import { below, type Located, type Place, rootOf, type SourceDocument } from './place.ts'

/** Answers the document at a path of the folder, if there is one that can be read. */
export type OpenDocument = (path: string) => SourceDocument | undefined

export type Lost = {
  readonly kind: 'lost'
  readonly ref: string
  readonly why: 'network' | 'outside' | 'missing' | 'loop'
  readonly place: Place
}
export type Followed = ({ readonly kind: 'found'; readonly referred: boolean } & Located) | Lost

/** References are followed when somebody needs what they lead to; nothing is ever fetched. */
export interface References {
  /** What a value is once it is no reference any more. */
  follow(located: Located): Followed
}

/** A chain of references longer than that leads nowhere. */
const longestChain = 50

export function createReferences(open: OpenDocument): References {
  const known = new Map<SourceDocument, Map<string, Followed>>()
  const anchors = createAnchors()

  function follow(located: Located): Followed {
    const ref = refOf(located.value)
    return ref === undefined ? { kind: 'found', referred: false, ...located } : lookUp(ref, located.place)
  }

  /** The same place for the same reference, wherever it stands. */
  function lookUp(ref: string, place: Place): Followed {
    let ofDocument = known.get(place.document)
    if (ofDocument === undefined) {
      ofDocument = new Map()
      known.set(place.document, ofDocument)
    }
    const before = ofDocument.get(ref)
    if (before !== undefined) return before
    ofDocument.set(ref, { kind: 'lost', why: 'loop', ref, place })
    const found = find(ref, place, 0)
    ofDocument.set(ref, found)
    return found
  }

  function find(ref: string, place: Place, depth: number): Followed {
    const lost = (why: Lost['why']): Lost => ({ kind: 'lost', ref, why, place })
    if (depth > longestChain) return lost('loop')
    const [path = '', ...rest] = ref.split('#')
    if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(path)) return lost('network')
    const within = joined(place.document.path, decoded(path))
    if (within === undefined) return lost('outside')
    const document = path === '' ? place.document : open(within)
    if (document === undefined) return bareName(ref, place, depth) ?? lost('missing')
    const found = walk(document, rest.join('#'), depth)
    return found ?? lost('missing')
  }

  /** `$ref: Pet`, as Swagger 1 wrote it: a definition of that name, where there is no such file. */
  function bareName(ref: string, place: Place, depth: number): Followed | undefined {
    if (!/^[\w.-]+$/.test(ref)) return undefined
    return ['/definitions/', '/components/schemas/'].map((at) => walk(place.document, at + ref, depth)).find(Boolean)
  }

  function walk(document: SourceDocument, fragment: string, depth: number): Followed | undefined {
    const [name = '', ...segments] = fragment.split('/')
    let here = name === '' ? { value: document.value, place: rootOf(document) } : anchors(document).get(fragment)
    if (here == null) return undefined
    for (const segment of name === '' ? segments : []) {
      const next: Located | undefined = step(here, segment) ?? stepBehind(here, segment, depth)
      if (next === undefined) return undefined
      here = next
    }
    const ref = refOf(here.value)
    return ref === undefined ? { kind: 'found', referred: true, ...here } : find(ref, here.place, depth + 1)
  }

  /** A pointer may lead through something that is itself a reference. */
  function stepBehind(here: Located, segment: string, depth: number): Located | undefined {
    const ref = refOf(here.value)
    const behind = ref === undefined ? undefined : find(ref, here.place, depth + 1)
    return behind?.kind === 'found' ? step(behind, segment) : undefined
  }

  return { follow }
}

function refOf(value: Json): string | undefined {
  const ref = isJsonObject(value) && Object.hasOwn(value, '$ref') ? value.$ref : undefined
  return typeof ref === 'string' ? ref : undefined
}

/** As it should be written (RFC 6901, section 6), and as it often is. */
function step({ value, place }: Located, segment: string): Located | undefined {
  const plain = segment.replaceAll('~1', '/').replaceAll('~0', '~')
  for (const name of [decoded(segment).replaceAll('~1', '/').replaceAll('~0', '~'), plain]) {
    if (Array.isArray(value)) {
      const inner = /^(0|[1-9]\d*)$/.test(name) ? (value as readonly Json[])[Number(name)] : undefined
      if (inner !== undefined) return { value: inner, place: below(place, Number(name)) }
    } else if (isJsonObject(value) && Object.hasOwn(value, name))
      return { value: (value as JsonObject)[name] as Json, place: below(place, name) }
  }
  return undefined
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A path relative to a file; undefined where it leaves the folder. */
function joined(from: string, path: string): string | undefined {
  if (path.startsWith('/')) return undefined
  const segments = from.split('/').slice(0, -1)
  for (const segment of path.replaceAll('\\', '/').split('/')) {
    if (segment === '..') {
      if (segments.pop() === undefined) return undefined
    } else if (segment !== '.' && segment !== '') segments.push(segment)
  }
  return segments.join('/')
}
