import { essence, type MediaKind, mediaKind } from '@jackfield/core'
import { type Located, membersOf } from '../refs/index.ts'

const order: readonly MediaKind[] = ['json', 'form', 'multipart', 'xml', 'text', 'binary']

export interface MediaEntry {
  /** As the document has it, which may be a range. */
  readonly name: string
  readonly kind: MediaKind
  readonly content: Located
}

/** Of what a body may be, the kind that says most of itself; a whole media type before a range. */
export function chooseMedia(content: Located | undefined): MediaEntry | undefined {
  const entries = membersOf(content).map(([name, inner]) => ({ name: name.trim(), kind: kindOf(name), content: inner }))
  return order
    .flatMap((kind) => [
      ...entries.filter((entry) => entry.kind === kind && !entry.name.includes('*')),
      ...entries.filter((entry) => entry.kind === kind && entry.name.includes('*')),
    ])
    .at(0)
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
