import { type Evidence, evidenceOf } from './evidence.ts'
import type { Run } from './run-corpus.ts'
import { shortened } from './shortened.ts'
import { type Summary, summaryOf } from './summary.ts'
import type { Trial } from './trial.ts'

/** A corpus's figures and evidence as Markdown, the same for the same trials. */
export function reportOf(corpus: string, parts: readonly Run[]): string {
  const all = parts.flatMap((part) => part.trials)
  const trials = all.toSorted(byName)
  const refused = trials.filter(({ outcome }) => outcome !== 'accepted' && outcome !== 'unavailable')
  const unread = parts.flatMap((part) => part.unread)
  return `${[
    `# Trials: ${corpus}`,
    'Every action of the corpus, invoked through the real kernel against what Prism makes of the same document.',
    ...figures(summaryOf(all)),
    ...reasons(refused),
    ...(unread.length === 0
      ? []
      : ['## Not tried', lines(unread.map(({ subject, problems }) => `${subject}: ${problems.join('; ')}`))]),
    '## Evidence',
    lines(refused.map(evidenceLine)),
    ...withoutPolicies(trials.filter(({ without }) => without !== undefined)),
  ].join('\n\n')}\n`
}

function figures({ operations, outcomes, withoutPolicies: bare }: Summary): readonly string[] {
  const share = (count: number): string => `${((100 * count) / operations).toFixed(2)} %`
  const rows = Object.entries(outcomes).map(([name, count]) => [
    name,
    String(count),
    name === 'unavailable' ? '' : share(count),
  ])
  const without = ['accepted without the policies that rewrite them', String(bare), share(bare)]
  return [table(['', 'operations', 'of the runnable'], [['runnable', String(operations), ''], ...rows, without])]
}

function reasons(refused: readonly Trial[]): readonly string[] {
  const counted = new Map<string, { readonly evidence: Evidence; readonly example: Trial; count: number }>()
  for (const trial of refused) {
    const evidence = evidenceOf(trial)
    const known = counted.get(evidence.why) ?? { evidence, example: trial, count: 0 }
    known.count += 1
    counted.set(evidence.why, known)
  }
  const rows = [...counted.values()]
    .toSorted((a, b) => b.count - a.count || (a.evidence.why < b.evidence.why ? -1 : 1))
    .map(({ evidence, example, count }) => [
      String(count),
      evidence.who,
      evidence.why,
      `${example.subject} ${example.operation}`,
    ])
  return ['## Reasons', table(['operations', 'who', 'why', 'such as'], rows)]
}

function evidenceLine(trial: Trial): string {
  const { who, why } = evidenceOf(trial)
  return `${trial.subject} \`${trial.operation}\` ${trial.outcome}: ${who}: ${why}. ${shortened(trial.detail ?? '')}`
}

function withoutPolicies(trials: readonly Trial[]): readonly string[] {
  if (trials.length === 0) return []
  const rows = trials.map(
    ({ subject, operation, without = [] }) => `${subject} \`${operation}\`: ${without.join(', ')}`,
  )
  return ['## Without policies', lines(rows)]
}

const byName = (a: Trial, b: Trial): number => (`${a.subject} ${a.operation}` < `${b.subject} ${b.operation}` ? -1 : 1)
const lines = (all: readonly string[]): string => all.map((line) => `- ${line}`).join('\n')

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const escaped = (cell: string): string => cell.replaceAll('|', '\\|')
  const row = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')
}
