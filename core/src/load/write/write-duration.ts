const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const

/** Milliseconds as a duration, in the greatest unit that holds them exactly: `30s`, `5m`. */
export function writeDuration(milliseconds: number): string {
  const [unit, size] = units.find(([, each]) => milliseconds > 0 && milliseconds % each === 0) ?? ['ms', 1]
  return `${milliseconds / size}${unit}`
}
