import type { Read } from '../model/index.ts'
import { changedPart, type Meeting } from './meet.ts'

/** Whether what may be null now is asked for that before it is read, whatever is asked for besides. */
export function isAskedForNull(
  { path, unlessNull = [] }: Pick<Read, 'path' | 'unlessNull'>,
  meeting: Meeting,
): boolean {
  return unlessNull.includes(changedPart(path, meeting).length)
}

/** Whether what is around it is known not to be null: then it is not what may be null itself. */
export function isWithinNotNull(read: Pick<Read, 'path' | 'notNull' | 'unlessNull'>, meeting: Meeting): boolean {
  return (read.notNull ?? 0) >= changedPart(read.path, meeting).length || isAskedForNull(read, meeting)
}
