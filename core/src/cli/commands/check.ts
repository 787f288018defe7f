import { argumentInvalid } from '../../errors/index.ts'
import { isError, type Problem } from '../../model/index.ts'
import { assertReadable } from '../assert-readable.ts'
import { checkCoverage, printCoverage } from '../check-coverage.ts'
import type { Command, Invocation } from '../command.ts'
import { formatOption, readFormat } from '../format-option.ts'
import { printProblem } from '../print-problem.ts'
import { withProgress } from '../progress.ts'
import { readSides, type Side } from '../read-side.ts'

/** What `check --format json` prints. */
interface CheckReport {
  readonly schema: 'jackfield.check/1'
  readonly connectors: readonly { readonly id: string; readonly version: string; readonly operations: number }[]
  readonly problems: readonly Problem[]
}

export const checkCommand: Command = {
  name: 'check',
  summary: 'Read connectors and list every problem, each with its place and what to do.',
  synopsis: 'PATH… [--coverage]',
  positionals: true,
  options: {
    coverage: { description: 'Counts what can be used as it is, and for the rest which feature is missing.' },
    trials: {
      value: 'FILE',
      description: 'For --coverage: a JSON list of { connector, operation, outcome } of operations that were tried.',
    },
    format: formatOption(['text', 'json']),
  },
  examples: [
    'jackfield check plugins/connectors',
    'jackfield check tracker/connector.yaml --format json',
    'jackfield check downloads --coverage',
  ],
  async run(invocation) {
    const { positionals, io } = invocation
    if (positionals.length === 0)
      throw argumentInvalid('Nothing to check.', {
        hint: 'Name a manifest, a connector’s folder, or a folder of connectors.',
      })
    const format = readFormat(invocation, ['text', 'json'])
    await assertReadable(positionals, io)
    const extensions = await invocation.extensions()
    const sides = await withProgress(io, 'checking', () => readSides({ paths: positionals, cwd: io.cwd, extensions }))
    if (invocation.option('coverage') === 'true') return cover(invocation, sides)
    const report = reportOf(sides)
    io.out(format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : print(report))
    return report.problems.some(isError) ? 1 : 0
  },
}

async function cover(invocation: Invocation, sides: readonly Side[]): Promise<number> {
  const coverage = await checkCoverage(invocation, sides)
  const isJson = invocation.option('format') === 'json'
  invocation.io.out(isJson ? `${JSON.stringify(coverage, null, 2)}\n` : printCoverage(coverage))
  return sides.some(({ problems }) => problems.some(isError)) ? 1 : 0
}

function reportOf(sides: readonly Side[]): CheckReport {
  return {
    schema: 'jackfield.check/1',
    connectors: sides.flatMap(({ connectors }) =>
      connectors.map(({ id, version, operations }) => ({ id, version, operations: Object.keys(operations).length })),
    ),
    problems: sides.flatMap(({ problems }) => problems),
  }
}

function print({ connectors, problems }: CheckReport): string {
  const warnings = problems.filter((problem) => problem.severity === 'warning').length
  const errors = problems.length - warnings
  const counts = [count(connectors.length, 'connector'), count(errors, 'problem'), count(warnings, 'warning')]
  return [...problems.map((problem) => `${printProblem(problem)}\n`), `${counts.join(', ')}\n`].join('')
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
