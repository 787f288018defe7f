import type { Change, Read } from '../model/index.ts'
import type { ComparedOperation } from './compared.ts'
import { lookedUp } from './looked-up.ts'
import type { ReadVerdict } from './read-verdict.ts'

/**
 * Whether an operation may be answered now by a status that may have nothing to read (202, 204, 205). What is read after
 * a redirect is of another answer.
 */
export function mayBeEmpty({ kind, level, after }: Change): boolean {
  return kind === 'response.status' && level === 'risky' && after !== undefined && !/^[13]/.test(String(after))
}

/** RFC 9110, 15.3.5 and 15.3.6: such an answer never has a body. */
const neverRead: ReadonlySet<unknown> = new Set(['204', '205'])

/** What that does to those who read the operation's output: of 202 and others no schema says whether there is one. */
export function emptyVerdict(read: Read, { after }: Change, producer: ComparedOperation): ReadVerdict {
  if (read.ifAbsent === 'tolerated' || (read.guarded ?? 0) > 0)
    return { status: 'safe', why: 'copes with finding nothing.' }
  return neverRead.has(after) && isDeclared(read, producer)
    ? { status: 'broken', why: `finds nothing where the answer is ${after}.` }
    : { status: 'risky', why: 'may find nothing where there is nothing to read.' }
}

function isDeclared({ path }: Read, { base, schema }: ComparedOperation): boolean {
  const output = schema('output', 'base')
  return base.output !== true && output !== null && lookedUp(path, output).presence !== 'never'
}
