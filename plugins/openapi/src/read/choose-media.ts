import { essence, type MediaKind, mediaKind } from '@jackfield/core'
import { type Located, membersOf } from '../refs/index.ts'

const order: readonly MediaKind[] = ['json', 'form', 'multipart', 'xml', 'text', 'binary']

/** Before other spellings of the same kind. */
const usual: ReadonlySet<string> = new Set(['application/json', 'application/xml', 'text/plain'])

export interface MediaEntry {
  /** As the document has it, which may be a range. */
  readonly name: string
  readonly kind: MediaKind
  readonly content: Located
}

/** Of what a body may be, in whichever order it is written, what says most of itself. */
export function chooseMedia(content: Located | undefined): MediaEntry | undefined {
  const entries = membersOf(content).map(([name, inner]) => ({ name: name.trim(), kind: kindOf(name), content: inner }))
  return entries.sort((a, b) => byChoice(a.name, b.name))[0]
}

/** By kind, a whole media type before a range, the usual spelling before others, and these by name. */
function byChoice(a: string, b: string): number {
  const [one, other] = [rankOf(a), rankOf(b)]
  const differing = one.findIndex((rank, index) => rank !== other[index])
  if (differing !== -1) return (one[differing] ?? 0) - (other[differing] ?? 0)
  return a === b ? 0 : a < b ? -1 : 1
}

function rankOf(name: string): readonly number[] {
  return [order.indexOf(kindOf(name)), Number(name.includes('*')), Number(!usual.has(essence(name)))]
}

/** {@link chooseMedia} of a list (Swagger 2.0). */
export function chosenOf(names: readonly string[]): string | undefined {
  return [...names].sort(byChoice)[0]
}

/** Of a range, what it would be: any media type and any of `application` are JSON, until a schema says otherwise. */
export function kindOf(name: string): MediaKind {
  const essential = essence(name)
  if (essential === '*/*' || essential === '*' || essential === 'application/*') return 'json'
  return mediaKind(essential)
}

/** What is sent where only a range was said. */
export function concrete(name: string, kind: MediaKind): string {
  const usable = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+( *;[ -~]*)?$/.test(name)
  if (usable && !name.includes('*')) return name
  if (kind === 'json') return 'application/json'
  if (kind === 'xml') return 'application/xml'
  return kind === 'text' ? 'text/plain' : 'application/octet-stream'
}
