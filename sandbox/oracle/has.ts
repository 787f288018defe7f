import type { Json } from '@jackfield/core'

/** As JSONata goes along a path: a name means that of each element, and one value is as good as an array of it. */
export function has(value: Json | undefined, [step, ...rest]: readonly string[]): boolean {
  if (value === undefined) return false
  if (step === undefined) return true
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) {
    const inner = step === '[]' ? rest : [step, ...rest]
    return (value as readonly Json[]).some((each) => has(each, inner))
  }
  if (step === '[]') return has(value, rest)
  return Object.hasOwn(value, step) && has((value as Readonly<Record<string, Json>>)[step], rest)
}

/** Whether each element on the way has it. */
export function hasThroughout(value: Json | undefined, [step, ...rest]: readonly string[]): boolean {
  if (value === undefined) return false
  if (step === undefined) return true
  if (Array.isArray(value)) {
    const inner = step === '[]' ? rest : [step, ...rest]
    return value.length > 0 && (value as readonly Json[]).every((each) => hasThroughout(each, inner))
  }
  if (typeof value !== 'object' || value === null) return false
  if (step === '[]') return hasThroughout(value, rest)
  return Object.hasOwn(value, step) && hasThroughout((value as Readonly<Record<string, Json>>)[step], rest)
}
