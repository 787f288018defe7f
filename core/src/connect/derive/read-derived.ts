import type { Derived, Json, Problem } from '../../model/index.ts'
import { pointer, valueAt } from '../../model/index.ts'
import { repeatsSecret } from '../schemes/repeats-secret.ts'
import { captureWhole } from '../url-pattern.ts'

export interface NamedDerived extends Derived {
  readonly name: string
}

export type DerivedValue =
  | { readonly value: string | number | boolean }
  | { readonly problem: Problem; readonly absent: boolean }

/**
 * One derived value out of an answer: text, a number or a boolean; with a pattern, what it captures. It is kept in
 * clear, so one that repeats a secret is refused.
 */
export function readDerived(
  { name, at, pattern }: NamedDerived,
  answer: Json | undefined,
  secrets: readonly string[],
): DerivedValue {
  const found = valueAt(answer, at)
  if (found === undefined || found === null) return { ...refuse(name, `is missing at ${at}`), absent: true }
  if (typeof found !== 'string' && typeof found !== 'number' && typeof found !== 'boolean')
    return refuse(name, `is no text at ${at}`)
  if (repeatsSecret(String(found), secrets)) return refuse(name, 'repeats a credential')
  if (pattern === undefined) return { value: found }
  const captured = captureWhole(pattern, String(found))
  return captured === null ? refuse(name, `does not match ${pattern}`) : { value: captured }
}

function refuse(name: string, complaint: string): { readonly problem: Problem; readonly absent: boolean } {
  return {
    absent: false,
    problem: {
      code: 'derived-invalid',
      message: `The value "${name}" of the service's answer ${complaint}.`,
      pointer: pointer('derived', name),
      hint: "Compare the connector's derived values with what the service answers.",
    },
  }
}
