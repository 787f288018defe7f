import { type Dict, dict } from '../model/index.ts'
import type { CredentialField } from './auth-scheme.ts'

/** By the names that people are asked by; one that came by the name that it is kept by is the same. */
export function asAsked<Value>(credentials: Dict<Value>, fields: readonly CredentialField[]): Dict<Value> {
  return renamed(
    credentials,
    new Map(fields.flatMap(({ name, keptAs }) => (keptAs === undefined ? [] : [[keptAs, name]]))),
  )
}

/** By the names that they are kept by, which stay when people are asked otherwise. */
export function asKept<Value>(credentials: Dict<Value>, fields: readonly CredentialField[]): Dict<Value> {
  return renamed(
    credentials,
    new Map(fields.flatMap(({ name, keptAs }) => (keptAs === undefined ? [] : [[name, keptAs]]))),
  )
}

function renamed<Value>(credentials: Dict<Value>, names: ReadonlyMap<string, string>): Dict<Value> {
  return dict(
    Object.entries(credentials).map(([name, value]) => {
      const other = names.get(name)
      return [other === undefined || Object.hasOwn(credentials, other) ? name : other, value] as const
    }),
  )
}
