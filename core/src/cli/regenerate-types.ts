import type { Extension } from '../extend/index.ts'
import { isError, type Problem } from '../model/index.ts'
import type { WrittenTypes } from '../types/index.ts'
import type { Io } from './command.ts'
import { printProblems } from './print-problems.ts'
import { readChanged } from './read-changed.ts'
import type { Side } from './read-side.ts'

export interface TypesRequest {
  readonly paths: readonly string[]
  readonly output: { readonly dir: string; readonly shownAs: string }
  readonly strict: boolean
  readonly extensions: readonly Extension[]
  readonly io: Io
}

export interface Regenerated {
  /** What was done, in a line. */
  readonly line: string
  readonly changed: boolean
  readonly problems: readonly Problem[]
}

/** Reads the connectors and writes what is not current. */
export async function regenerateTypes({ paths, output, strict, extensions, io }: TypesRequest): Promise<Regenerated> {
  const { currentTypes, writeTypes } = await import('../types/index.ts')
  const known = await currentTypes(output.dir)
  const { sides, unchanged, sources } = await readChanged({ paths, cwd: io.cwd, extensions }, known)
  const connectors = sides.flatMap((side) => side.connectors)
  const unread = sides.flatMap(unreadOf)
  const types = await writeTypes({ dir: output.dir, connectors, current: unchanged, sources, unread, strict })
  return {
    line: `${output.shownAs}: ${said(types)}`,
    changed: types.written.length + types.removed.length > 0,
    problems: [...sides.flatMap((side) => side.problems), ...types.warnings],
  }
}

/** Prints it; answers the exit code. */
export function printRegenerated({ line, problems }: Regenerated, io: Io): number {
  const code = printProblems(problems, io)
  io.out(`${line}\n`)
  return code
}

/** A path of which nothing at all could be read may be any of the connectors that were there. */
function unreadOf({ entries, connectors, problems }: Side): readonly (string | null)[] {
  const unread = entries.filter(({ isRead }) => !isRead).map(({ id }) => id)
  return connectors.length === 0 && problems.some(isError) ? [...unread, null] : unread
}

function said({ written, removed, unchanged }: WrittenTypes): string {
  return [...named(written, 'written'), ...named(removed, 'removed'), `${unchanged} unchanged`].join(', ')
}

const mostNamed = 5

function named(files: readonly string[], what: string): readonly string[] {
  if (files.length === 0) return []
  const names = files.slice(0, mostNamed).join(', ')
  return [`${files.length} ${what} (${names}${files.length > mostNamed ? ', …' : ''})`]
}
