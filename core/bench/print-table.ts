import type { Measurement } from './measurement.ts'

const heads = ['', 'figure', 'reference', 'ratio', 'budget', '']

/** One line for each measurement, its budget beside it. */
export function printTable(measurements: readonly Measurement[]): void {
  const rows = [heads, ...measurements.map(cells)]
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => pad(cell, widths[column] ?? 0, column))
        .join('  ')
        .trimEnd(),
    )
}

function cells({ name, unit, figure, reference, ratio, budget, budgetOf, met }: Measurement): string[] {
  const amount = (value: number | null): string =>
    value === null ? '' : `${value.toFixed(value < 10 ? 2 : 1)} ${unit}`
  return [
    name,
    amount(figure),
    amount(reference),
    ratio === null ? '' : `${ratio.toFixed(2)}×`,
    budget === null ? '' : budgetOf === 'ratio' ? `≤ ${budget.toFixed(2)}×` : `≤ ${amount(budget)}`,
    budget === null ? '' : met ? 'met' : 'not met',
  ]
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 || column === heads.length - 1 ? cell.padEnd(width) : cell.padStart(width)
}
