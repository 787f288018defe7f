import { child, elementsOf, type Located, membersOf, own, rootOf } from '../refs/index.ts'
import type { Reading } from './reading.ts'

/** Whether nothing is asked for by way of `security`: of an operation, else of the whole document. */
export function isOpen(operation: Located, { document }: Reading): boolean {
  const root = { value: document.value, place: rootOf(document) }
  const written = own(operation.value, 'security') === undefined ? root : operation
  return elementsOf(child(written, 'security')).every((alternative) => membersOf(alternative).length === 0)
}
