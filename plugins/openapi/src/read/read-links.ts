import { isJsonObject, type Json } from '@jackfield/core'
import { child, fieldsOf, membersOf, textIn } from '../refs/index.ts'
import { operationIdIn } from './operation-ids.ts'
import type { OperationDraft } from './read-operation.ts'
import type { Reading } from './reading.ts'

/** Another operation that can be called with what one was answered (OpenAPI 3.1, Link Object). */
export interface Link {
  readonly to: OperationDraft
  /** Constants and runtime expressions, by the parameter's name, which may have its place before it: `path.id`. */
  readonly parameters: Readonly<Record<string, Json>>
}

/** Those of the successes of an operation. What leads to another server, or sends a body, is left out. */
export function readLinks(
  { place: { operation } }: OperationDraft,
  drafts: readonly OperationDraft[],
  { references }: Reading,
): readonly Link[] {
  const successes = fieldsOf(child(operation, 'responses')).filter(([status]) => /^2/.test(status))
  return successes.flatMap(([, response]) => {
    const answered = references.follow(response)
    return membersOf(answered.kind === 'found' ? child(answered, 'links') : undefined).flatMap(([, written]) => {
      const link = references.follow(written)
      if (link.kind === 'lost' || ['server', 'requestBody'].some((name) => child(link, name) !== undefined)) return []
      const to = drafts.find((draft) => isMeant(draft, link.value))
      const parameters = child(link, 'parameters')?.value ?? {}
      return to === undefined || !isJsonObject(parameters) ? [] : [{ to, parameters }]
    })
  })
}

function isMeant({ place }: OperationDraft, link: Json): boolean {
  const id = textIn(link, 'operationId')
  if (id !== undefined) return operationIdIn(place.operation) === id
  const [, path = '', method = ''] = /^#\/paths\/([^/]+)\/([a-z]+)$/.exec(textIn(link, 'operationRef') ?? '') ?? []
  const written = decoded(path).replaceAll('~1', '/').replaceAll('~0', '~')
  return path !== '' && place.path === written && place.method === method.toUpperCase()
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
