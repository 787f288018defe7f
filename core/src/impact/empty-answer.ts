import type { Change, Read } from '../model/index.ts'
import type { ReadVerdict } from './read-verdict.ts'

/** Whether an operation may be answered now by a status that may have nothing to read (202, 204, 205). */
export function mayBeEmpty({ kind, level, after }: Change): boolean {
  return kind === 'response.status' && level === 'risky' && after !== undefined
}

/** What that does to those who read the operation's output: no schema says whether there is one. */
export function emptyVerdict({ ifAbsent }: Read): ReadVerdict {
  return ifAbsent === 'tolerated'
    ? { status: 'safe', why: 'copes with finding nothing.' }
    : { status: 'risky', why: 'may find nothing where there is nothing to read.' }
}
