import { diffReport } from '../../diff/index.ts'
import type { DiffReport } from '../../model/index.ts'
import type { Command } from '../command.ts'
import { comparisonOptions, readComparison } from '../comparison.ts'
import { findRenderer } from '../find-renderer.ts'
import { readChoice } from '../format-option.ts'

const levels = ['breaking', 'risky', 'safe'] as const

export const diffCommand: Command = {
  name: 'diff',
  summary: 'Compare two revisions of connectors, as if everything in them were used.',
  synopsis: '--base A --revision B',
  positionals: false,
  options: {
    ...comparisonOptions,
    'fail-on': {
      value: levels.join('|'),
      description: 'The least level that makes the exit code 1.',
      default: 'breaking',
    },
  },
  examples: [
    'jackfield diff --base main/tracker --revision branch/tracker',
    'jackfield diff --base main/connectors --revision branch/connectors --format json',
  ],
  async run(invocation) {
    const failOn = readChoice('fail-on', invocation.option('fail-on') ?? 'breaking', levels)
    const renderer = await findRenderer(invocation)
    const report = diffReport(await readComparison(invocation))
    invocation.io.out(renderer.diff(report))
    return exitCode(report, failOn)
  },
}

function exitCode({ changes, complete }: DiffReport, failOn: (typeof levels)[number]): number {
  const worst = levels.slice(0, levels.indexOf(failOn) + 1)
  if (changes.some(({ level }) => worst.includes(level))) return 1
  return complete ? 0 : 3
}
