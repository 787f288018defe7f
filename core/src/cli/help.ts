import type { Command } from './command.ts'

/** What `jackfield --help` prints. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  return [
    'Usage: jackfield COMMAND [options]',
    '',
    ...lines,
    '',
    'See jackfield COMMAND --help for options and examples.',
    '',
  ].join('\n')
}

/** What `jackfield COMMAND --help` prints. */
export function commandHelp({ name, synopsis, summary, options, examples, notes = [] }: Command): string {
  const rows = Object.entries(options).map(([option, { value, description, short, ...rest }]) => ({
    left: `${short === undefined ? '' : `-${short}, `}--${option}${value === undefined ? '' : ` ${value}`}`,
    right: `${description}${rest.default === undefined ? '' : ` (default: ${rest.default})`}`,
  }))
  const width = Math.max(...rows.map(({ left }) => left.length))
  return [
    `Usage: jackfield ${name} ${synopsis}`,
    '',
    summary,
    '',
    'Options:',
    ...rows.map(({ left, right }) => `  ${left.padEnd(width)}  ${right}`),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
    ...(notes.length === 0 ? [] : ['', ...notes]),
    '',
  ].join('\n')
}
