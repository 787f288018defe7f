const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
  ['millisecond', 1],
] as const

/** Milliseconds in words, in the largest unit that fits: `30 seconds`, `2 days`. */
export function durationWords(milliseconds: number): string {
  const [unit, size] = units.find(([, each]) => milliseconds >= each && milliseconds % each === 0) ?? ['millisecond', 1]
  return countOf(milliseconds / size, unit)
}

/** `1 page`, `50 pages`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
