import { argumentInvalid } from '../errors/index.ts'
import type { Connector, ConnectorId, Problem } from '../model/index.ts'
import { assertReadable } from './assert-readable.ts'
import type { Command, Invocation } from './command.ts'
import { withProgress } from './progress.ts'
import { readComparable } from './read-side.ts'
import { tellingProblems } from './telling-problems.ts'
import { unreadConnectors } from './unread-connectors.ts'

export const comparisonOptions: Command['options'] = {
  base: { value: 'PATH', description: 'What serves now: a manifest, a connector’s folder, or a folder of connectors.' },
  revision: { value: 'PATH', description: 'What would come: the same kind of thing.' },
  format: { value: 'text|markdown|json', description: 'How the result is written.', default: 'text' },
}

export interface Comparison {
  readonly base: readonly Connector[]
  readonly revision: readonly Connector[]
  /** Without warnings that are on both sides. */
  readonly problems: readonly Problem[]
  /** Connectors that could not be read on one of the sides. */
  readonly unread: readonly ConnectorId[]
  /** The arguments, echoed. */
  readonly names: { readonly base: string; readonly revision: string }
  /** Two single documents are one connector, whatever ids they have. */
  readonly single: boolean
}

/** Reads `--base` and `--revision`. Throws `argument-invalid` when one is missing or can't be read. */
export async function readComparison(invocation: Invocation): Promise<Comparison> {
  const { io } = invocation
  assertGiven(invocation, ['base', 'revision'])
  const names = { base: invocation.option('base') ?? '', revision: invocation.option('revision') ?? '' }
  await assertReadable([names.base, names.revision], io)
  const extensions = await invocation.extensions()
  const read = (path: string) => readComparable({ path, cwd: io.cwd, extensions })
  const [base, revision] = await withProgress(io, 'reading connectors', () =>
    Promise.all([read(names.base), read(names.revision)]),
  )
  return {
    base: base.connectors,
    revision: revision.connectors,
    problems: tellingProblems(
      { name: names.base, problems: base.problems.map(lackingCounts) },
      { name: names.revision, problems: revision.problems.map(lackingCounts) },
    ),
    unread: unreadConnectors(base, revision),
    names,
    single: base.single && revision.single,
  }
}

/**
 * A reference to nowhere does a connector no harm until it is compared: what is there can't be, so nothing is complete.
 */
function lackingCounts({ severity, ...problem }: Problem): Problem {
  return severity === undefined || problem.code.startsWith('reference-') ? problem : { ...problem, severity }
}

/** Throws `argument-invalid` that names every one of the options that is missing. */
export function assertGiven({ option }: Invocation, names: readonly string[]): void {
  const missing = names.filter((name) => !option(name)).map((name) => `--${name}`)
  if (missing.length === 0) return
  const last = missing.pop()
  const said = missing.length === 0 ? `${last} is` : `${missing.join(', ')} and ${last} are`
  throw argumentInvalid(`${said} missing.`, { hint: 'See --help for an example.' })
}
