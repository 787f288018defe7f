import { calledSafe, figuresOf } from './figures.ts'
import { reasonOf } from './reasons.ts'
import type { Compared, Run } from './run-pairs.ts'

/** The figures of a run and every disagreement as Markdown, the same for the same run. */
export function reportOf(parts: readonly Run[]): string {
  const run = merged(parts)
  const { compared } = run
  const missed = compared.filter(({ status, failure }) => failure !== undefined && status !== 'broken')
  const held = compared.filter(({ status, failure }) => status === 'broken' && failure === undefined)
  const risky = compared.filter(({ status, failure }) => status === 'risky' && failure === undefined)
  return `${[
    '# Oracle: the history of published connectors',
    'What verdicts say of steps, beside what really became of them: flows made from `expressions.json`, played on both versions of a connector against services that Prism makes of the documents.',
    ...figures(run),
    ...disagreements('Called safe or unaffected, and failed', calledSafe(run)),
    ...disagreements(
      'Called risky, and failed',
      missed.filter(({ status }) => status === 'risky'),
    ),
    ...disagreements('Called broken, and did not fail', held),
    '## Called risky, and did not fail',
    table(['steps', 'pairs', 'kinds'], counted(risky, kindsOf)),
    ...lists('Not played', run.unplayed),
    ...lists('Answers that were not taken', withoutModes(run.untaken)),
    ...lists('Problems of the report', run.problems),
  ].join('\n\n')}\n`
}

function merged(parts: readonly Run[]): Run {
  const byName = (one: Compared, other: Compared): number => (nameOf(one) < nameOf(other) ? -1 : 1)
  return {
    compared: parts.flatMap(({ compared }) => compared).toSorted(byName),
    pairs: parts.flatMap(({ pairs }) => pairs).toSorted(),
    unplayed: parts.flatMap(({ unplayed }) => unplayed).toSorted(),
    untaken: parts.flatMap(({ untaken }) => untaken).toSorted(),
    problems: parts.flatMap(({ problems }) => problems).toSorted(),
  }
}

const nameOf = ({ flow, step }: Compared): string =>
  `${flow} ${step.replace(/\d+/, (number) => number.padStart(5, '0'))}`

function figures(run: Run): readonly string[] {
  const { pairs, steps, table: counts, precision, recall, risky } = figuresOf(run)
  const share = (part: number): string => `${(100 * part).toFixed(1)} %`
  const rows = Object.entries(counts).map(([status, { failed, held }]) => [status, String(failed), String(held)])
  return [
    `${steps} steps over ${pairs} pairs. Precision of *broken* ${share(precision)}, recall ${share(recall)}; ${share(risky)} of the touched steps are *risky*.`,
    table(['verdict', 'failed', 'did not fail'], rows),
  ]
}

/** What they have in common, with one of each. */
function disagreements(title: string, all: readonly Compared[]): readonly string[] {
  if (all.length === 0) return [`## ${title}`, 'None.']
  const groups = Map.groupBy(all, (one) => `${kindsOf(one)} ${expressionOf(one)} ${outcomeOf(one)}`)
  const rows = [...groups.values()]
    .toSorted((one, other) => other.length - one.length)
    .map((group) => {
      const [one] = group as [Compared, ...Compared[]]
      const pairs = new Set(group.map(({ pair }) => pair)).size
      return [
        String(group.length),
        String(pairs),
        kindsOf(one),
        expressionOf(one),
        outcomeOf(one),
        `${one.flow} ${one.step}`,
        whyOf(one),
      ]
    })
  return [
    `## ${title}`,
    table(['steps', 'pairs', 'kinds', 'expression', 'what became of it', 'such as', 'whose fault'], rows),
  ]
}

function whyOf(one: Compared): string {
  const reason = reasonOf(listOf(one), expressionOf(one), one.status)
  return reason === undefined ? 'not looked into' : `${reason.who}: ${reason.why}`
}

const kindsOf = (one: Compared): string => listOf(one).join(', ')

function listOf({ status, found }: Compared): readonly string[] {
  const own = found.filter((each) => each.startsWith(`${status} `)).map((each) => each.split(/[ :]/)[1] ?? '')
  return [...new Set(own)].toSorted()
}

const expressionOf = ({ what }: Compared): string => what.split(':')[0] ?? ''

/** Without what differs from step to step. */
function outcomeOf({ failure = '' }: Compared): string {
  const general = failure
    .replace(/^[^:]*: /, '')
    .replaceAll(/"(?:[^"\\]|\\.)*"/g, '…')
    .replaceAll(/-?\d+(?:\.\d+)?/g, 'n')
    .replaceAll(/\s+/g, ' ')
  return general.length > 90 ? `${general.slice(0, 90)}…` : general
}

function counted(all: readonly Compared[], key: (one: Compared) => string): readonly (readonly string[])[] {
  return [...Map.groupBy(all, key)]
    .toSorted(([one, mine], [other, theirs]) => theirs.length - mine.length || (one < other ? -1 : 1))
    .map(([name, group]) => [String(group.length), String(new Set(group.map(({ pair }) => pair)).size), name])
}

function lists(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, lines.map((line) => `- ${shortened(line)}`).join('\n')]
}

/** Each operation once, with the first of what was said of it. */
function withoutModes(untaken: readonly string[]): readonly string[] {
  const groups = Map.groupBy(untaken, (line) => line.split(' ').slice(0, 2).join(' '))
  return [...groups.values()].map((lines) => `${lines.length} of ${lines[0]}`)
}

function shortened(line: string): string {
  const plain = line.replaceAll(/\s+/g, ' ')
  return plain.length > 200 ? `${plain.slice(0, 200)}…` : plain
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')
}
