import { below, type Located, own, textIn } from '../refs/index.ts'
import type { Reading } from './reading.ts'

export interface IdSubject {
  readonly method: string
  readonly path: string
  readonly operation: Located
}

export interface OperationIds {
  readonly id: string
  /** The name that it has where the document gives it none. */
  readonly aliases?: readonly string[]
}

/** Longer ones are no names. */
const longestId = 256

/**
 * `operationId` as it stands, of several with one the first's. Otherwise a name of method and path, such as
 * `get-orders-orderId`; it stays another name of an operation that has an id of its own.
 */
export function operationIds(subjects: readonly IdSubject[]): ReadonlyMap<IdSubject, OperationIds> {
  const written = new Map<string, IdSubject>()
  for (const subject of subjects) {
    const id = writtenId(subject)
    if (id !== undefined && !written.has(id)) written.set(id, subject)
  }
  const generated = generateNames(subjects, new Set(written.keys()))
  return new Map(
    subjects.map((subject) => {
      const id = writtenId(subject)
      const name = generated.get(subject) ?? ''
      const isOwn = id !== undefined && written.get(id) === subject
      return [subject, isOwn ? { id, aliases: [name] } : { id: name }]
    }),
  )
}

function writtenId({ operation }: IdSubject): string | undefined {
  return operationIdIn(operation)
}

/** `operationId`, where it is one. */
export function operationIdIn(operation: Located): string | undefined {
  const id = own(operation.value, 'operationId')
  const text = typeof id === 'number' ? String(id) : id
  return typeof text === 'string' && text.trim() !== '' && text.length <= longestId ? text : undefined
}

/** Tells of an `operationId` that another operation has already; `id` is what this one is called instead. */
export function warnOfRepeatedId(
  { operation }: { readonly operation: Located },
  id: string,
  { warn }: Pick<Reading, 'warn'>,
): void {
  const written = operationIdIn(operation)
  if (written === undefined || written === id) return
  warn(
    'operation-repeated',
    `The operationId "${written}" is that of another operation; this one is called "${id}".`,
    below(operation.place, 'operationId'),
    'give each operation an id of its own.',
  )
}

/** In the order of the paths, so that a name does not depend on where an operation stands in the document. */
function generateNames(subjects: readonly IdSubject[], taken: Set<string>): ReadonlyMap<IdSubject, string> {
  const names = new Map<IdSubject, string>()
  const key = ({ path, method }: IdSubject): string => `${path} ${method}`
  for (const subject of [...subjects].sort((a, b) => (key(a) < key(b) ? -1 : 1))) {
    const plain = generatedName(subject.method, subject.path)
    let name = plain
    for (let count = 2; taken.has(name); count++) name = `${plain}-${count}`
    taken.add(name)
    names.set(subject, name)
  }
  return names
}

export function generatedName(method: string, path: string): string {
  const words = path.split(/[^\p{L}\p{N}_]+/u).filter(Boolean)
  return [method.toLowerCase(), ...words].join('-').slice(0, longestId)
}

/** What people see where there is no summary: the id in words, or the method and path. */
export function titleOf(operation: Located, id: string): string {
  const summary = textIn(operation.value, 'summary')?.trim()
  if (summary !== undefined) return summary
  const words = id
    .replaceAll(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, ' ')
    .replaceAll(/[-_./:#]+/g, ' ')
    .trim()
    .toLowerCase()
  return words === '' ? id : words.charAt(0).toUpperCase() + words.slice(1)
}
