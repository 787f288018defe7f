import { isJsonObject, type Json, nearestName, type Pointer, type Problem, pointer } from '../model/index.ts'

/** A problem at a place in the value. */
export interface PlacedProblem extends Problem {
  readonly at: Pointer
}

const names = ['fingerprint', 'by', 'until', 'why']

/** What is wrong with `{ accepted: [{ fingerprint, by, until, why }] }`. */
export function acceptanceProblems(value: Json | undefined): readonly PlacedProblem[] {
  if (!isJsonObject(value) || !Array.isArray(value.accepted))
    return [refused(pointer(), 'It has no list "accepted".', 'Write accepted: [], or leave --accepted out.')]
  const seen = new Set<string>()
  return [
    ...unknownKeys(value, ['accepted'], pointer()),
    ...value.accepted.flatMap((entry, index) => entryProblems(entry, pointer('accepted', index), seen)),
  ]
}

function entryProblems(entry: Json, at: Pointer, seen: Set<string>): readonly PlacedProblem[] {
  if (!isJsonObject(entry))
    return [refused(at, 'An accepted finding is an object.', `Its keys are ${names.join(', ')}.`)]
  const missing = names.filter((name) => !Object.hasOwn(entry, name))
  const given = names.filter((name) => Object.hasOwn(entry, name))
  const { fingerprint } = entry
  const repeated = typeof fingerprint === 'string' && seen.has(fingerprint)
  if (typeof fingerprint === 'string') seen.add(fingerprint)
  return [
    ...missing.map((name) => refused(at, `"${name}" is missing.`, `An accepted finding has ${names.join(', ')}.`)),
    ...unknownKeys(entry, names, at),
    ...given.flatMap((name) => valueProblems(name, entry[name] ?? null, at + pointer(name))),
    ...(repeated ? [refused(`${at}/fingerprint`, 'The finding is accepted twice.', 'Remove one of the entries.')] : []),
  ]
}

function valueProblems(name: string, value: Json, at: Pointer): readonly PlacedProblem[] {
  if (typeof value !== 'string' || value.trim() === '')
    return [refused(at, `"${name}" is not text.`, `Put it in quotes: ${name}: '…'.`)]
  if (name === 'fingerprint' && !/^[0-9a-f]{16}$/.test(value))
    return [refused(at, `"${value}" is no fingerprint.`, 'Copy it from the report that --format json writes.')]
  if (name === 'until' && !isDate(value))
    return [refused(at, `"${value}" is no date.`, 'Write the last day as YYYY-MM-DD (ISO 8601).')]
  return []
}

function isDate(text: string): boolean {
  const date = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

function unknownKeys(value: object, known: readonly string[], at: Pointer): readonly PlacedProblem[] {
  return Object.keys(value)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const close = nearestName(name, known)
      return refused(
        at + pointer(name),
        `There is no key "${name}" here.`,
        close === undefined ? `The keys are ${known.join(', ')}.` : `Did you mean "${close}"?`,
      )
    })
}

function refused(at: Pointer, message: string, hint: string): PlacedProblem {
  return { code: 'acceptance-invalid', message, hint, at }
}
