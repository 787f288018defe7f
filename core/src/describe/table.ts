/** A table (GFM, section 4.10) of cells that are Markdown already; columns without a single entry are left out. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const kept = [...columns.keys()].filter((column) => rows.some((row) => (row[column] ?? '') !== ''))
  const line = (cells: readonly string[]): string => `| ${kept.map((column) => cells[column] ?? '').join(' | ')} |`
  return [line(columns), `|${kept.map(() => ' --- ').join('|')}|`, ...rows.map(line)].join('\n')
}
