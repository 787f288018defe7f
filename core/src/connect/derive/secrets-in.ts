import type { Dict, Json } from '../../model/index.ts'

/** Shorter values, such as an account's two letters, may stand anywhere by chance. */
const shortest = 8

/** What of a connection's credentials must not turn up in what is kept in clear. */
export function secretsIn(credentials: Dict<Json>): readonly string[] {
  const texts = Object.entries(credentials).filter(
    ([name]) => !/(clientId|username|flow|clientAuthentication)$/.test(name),
  )
  return texts
    .map(([, value]) => value)
    .filter((value) => typeof value === 'string' && value.length >= shortest) as string[]
}
