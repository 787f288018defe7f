import { pairConnectors } from '../../diff/index.ts'
import { assess } from '../../impact/index.ts'
import type { ImpactReport } from '../../model/index.ts'
import type { Command } from '../command.ts'
import { assertGiven, comparisonOptions, readComparison } from '../comparison.ts'
import { findRenderer } from '../find-renderer.ts'
import { readChoice } from '../format-option.ts'
import { readAccepted } from '../read-accepted.ts'
import { readFlows } from '../read-flows.ts'

const statuses = ['broken', 'risky', 'safe'] as const

export const impactCommand: Command = {
  name: 'impact',
  summary: 'Say which flows a change of connectors breaks: flow, step, field and why.',
  synopsis: '--base A --revision B --flows DIR',
  positionals: false,
  options: {
    ...comparisonOptions,
    flows: { value: 'DIR', description: 'The folder of flow documents.' },
    accepted: { value: 'FILE', description: 'Findings that somebody has accepted until some day; they fail nothing.' },
    'fail-on': {
      value: statuses.join('|'),
      description: 'The least status that makes the exit code 1.',
      default: 'broken',
    },
  },
  examples: [
    'jackfield impact --base main/connectors --revision branch/connectors --flows flows',
    'jackfield impact --base main/tracker --revision branch/tracker --flows flows --format markdown --fail-on risky',
  ],
  async run(invocation) {
    const failOn = readChoice('fail-on', invocation.option('fail-on') ?? 'broken', statuses)
    assertGiven(invocation, ['base', 'revision', 'flows'])
    const renderer = await findRenderer(invocation)
    const acceptances = await readAccepted(invocation)
    const comparison = await readComparison(invocation)
    const pairs = pairConnectors(comparison)
    const flows = await readFlows(invocation, {
      dir: invocation.option('flows') ?? '',
      connectors: comparison.base,
      revision: pairs.flatMap(({ base, revision }) => (revision === null ? [] : [{ ...revision, id: base.id }])),
    })
    const assessed = assess({
      ...comparison.names,
      pairs,
      dependents: flows.dependents,
      unread: comparison.unread,
      rewrite: flows.rewrite,
      problems: [...comparison.problems, ...flows.problems],
      accepted: acceptances.accepted,
    })
    const report = { ...assessed, problems: [...assessed.problems, ...acceptances.problemsIn(assessed)] }
    invocation.io.out(renderer.impact(report))
    return exitCode(report, failOn)
  },
}

function exitCode({ findings, complete }: ImpactReport, failOn: (typeof statuses)[number]): number {
  const worst = statuses.slice(0, statuses.indexOf(failOn) + 1)
  if (findings.some(({ status, accepted }) => accepted === undefined && worst.includes(status))) return 1
  return complete ? 0 : 3
}
