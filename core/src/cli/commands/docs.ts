import { resolve } from 'node:path'
import { type DescribedFlow, describeConnector, describeIndex } from '../../describe/index.ts'
import { argumentInvalid } from '../../errors/index.ts'
import { isError, type Problem } from '../../model/index.ts'
import { assertReadable } from '../assert-readable.ts'
import type { Command, Invocation } from '../command.ts'
import { writePages } from '../docs-pages.ts'
import { printProblems } from '../print-problems.ts'
import { withProgress } from '../progress.ts'
import { readFlows } from '../read-flows.ts'
import { readSide, type Side } from '../read-side.ts'

export const docsCommand: Command = {
  name: 'docs',
  summary: 'Write a page about each connector, for those who administer them and build flows.',
  synopsis: 'PATH -o DIR [--flows DIR]',
  positionals: true,
  options: {
    output: {
      short: 'o',
      value: 'DIR',
      description:
        'Where the pages go, one a connector and an index.md. Pages of connectors that are gone are removed.',
    },
    flows: { value: 'DIR', description: 'The folder of flow documents, for which flows use what.' },
  },
  examples: [
    'jackfield docs plugins/connectors -o site/connectors',
    'jackfield docs plugins/connectors -o site/connectors --flows flows',
  ],
  async run(invocation) {
    const { io } = invocation
    const { path, output } = argumentsOf(invocation)
    await assertReadable([path], io)
    const extensions = await invocation.extensions()
    const side = await withProgress(io, 'reading connectors', () => readSide({ path, cwd: io.cwd, extensions }))
    const flows = await flowsOf(invocation, side)
    const pages = pagesOf(side, flows)
    const unread = side.entries.filter(({ isRead }) => !isRead)
    const { written, removed } = await writePages({
      dir: resolve(io.cwd, output),
      shownAs: output,
      pages,
      kept: new Set(unread.flatMap(({ id, name }) => [fileOf(id ?? name)])),
    })
    const problems = [...side.problems, ...flows.problems]
    const code = printProblems(problems, io)
    io.out(
      `${[`${output}: ${pages.size} page${pages.size === 1 ? '' : 's'}`, ...said(written, 'written'), ...said(removed, 'removed')].join(', ')}\n`,
    )
    return code
  },
}

function said(names: readonly string[], what: string): readonly string[] {
  return names.length === 0 ? [] : [`${names.length} ${what} (${names.join(', ')})`]
}

function argumentsOf({ positionals, option }: Invocation): { readonly path: string; readonly output: string } {
  const [path, ...more] = positionals
  const output = option('output')
  if (path !== undefined && more.length === 0 && output) return { path, output }
  const missing = path === undefined ? 'Pages of what?' : 'Where do the pages go?'
  throw argumentInvalid(more.length > 0 ? 'Pages are made of one path at a time.' : missing, {
    hint: 'Write jackfield docs PATH -o DIR.',
  })
}

interface FlowsRead {
  readonly flows: readonly DescribedFlow[] | null
  readonly problems: readonly Problem[]
}

async function flowsOf(invocation: Invocation, { connectors }: Side): Promise<FlowsRead> {
  const dir = invocation.option('flows')
  if (dir === undefined) return { flows: null, problems: [] }
  const { dependents, problems } = await readFlows(invocation, { dir, connectors })
  const described = dependents.map(({ dependent: { id, title }, usages }) => ({
    id,
    ...(title !== undefined && { title }),
    usages,
  }))
  return { flows: firstOfEach(described), problems }
}

/** Of flows that have one id, all but one are problems. */
function firstOfEach(flows: readonly DescribedFlow[]): readonly DescribedFlow[] {
  return [...new Map(flows.toReversed().map((flow) => [flow.id, flow])).values()].toReversed()
}

function pagesOf({ connectors, entries }: Side, { flows, problems }: FlowsRead): ReadonlyMap<string, string> {
  const unreadFlows = new Set(problems.filter(isError).map(({ file }) => file)).size
  const sorted = connectors.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const revisions = new Map(entries.flatMap(({ id, revision }) => (id === null ? [] : [[id, revision] as const])))
  const unread = entries.filter(({ isRead }) => !isRead).map(({ name }) => name)
  return new Map([
    [
      'index.md',
      describeIndex(
        sorted.map((connector) => ({ connector, file: fileOf(connector.id) })),
        unread,
      ),
    ],
    ...sorted.map((connector): [string, string] => [
      fileOf(connector.id),
      describeConnector({
        connector,
        revision: revisions.get(connector.id) ?? { id: '', format: '' },
        flows,
        unreadFlows,
      }),
    ]),
  ])
}

/** An id has no dot, so that no page is taken for the index. */
function fileOf(id: string): string {
  return id === 'index' ? 'index.connector.md' : `${id}.md`
}
