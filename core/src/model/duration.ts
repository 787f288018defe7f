const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Milliseconds of a duration such as `200ms`, `30s`, `5m`, `2h` or `30d`; `null` for anything else. */
export function readDuration(text: string): number | null {
  const parts = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text)
  return parts === null ? null : Number(parts[1]) * (units[parts[2] as string] as number)
}
