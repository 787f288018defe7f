/**
 * Milliseconds that a `Retry-After` asks for (RFC 9110, 10.2.3): seconds or an HTTP date; `undefined` where there is
 * none or it is neither. `now`: milliseconds since 1970.
 */
export function readRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000
  const at = value.includes('GMT') ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}
