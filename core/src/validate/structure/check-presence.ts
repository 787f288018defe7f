import { isJsonObject, type Json, type JsonObject } from '../../model/index.ts'
import type { Mistake } from './mistake.ts'
import { into, type Walk } from './walk.ts'
import { alternatives, describeSubject } from './words.ts'

/** `anyOf` and `not` over keys that are there: one of several, and not all together. */
export function checkPresence(value: Json, { anyOf, not }: JsonObject, walk: Walk): readonly Mistake[] {
  if (!isJsonObject(value)) return []
  return [...checkAny(value, requiredIn(anyOf), walk), ...checkTogether(value, requiredIn([not ?? null]), walk)]
}

function requiredIn(branches: Json | undefined): readonly string[] {
  if (!Array.isArray(branches)) return []
  return branches.flatMap((branch: Json) =>
    isJsonObject(branch) && Array.isArray(branch.required) ? (branch.required as readonly string[]) : [],
  )
}

function checkAny(value: JsonObject, names: readonly string[], walk: Walk): readonly Mistake[] {
  if (names.length === 0 || names.some((name) => Object.hasOwn(value, name))) return []
  const listed = alternatives(names.map((name) => `"${name}"`))
  const message = `${describeSubject(walk.at)} has neither ${listed.replace(' or ', ' nor ')}.`
  return [{ code: 'key-missing', message, pointer: walk.at, hint: `add ${listed}.` }]
}

function checkTogether(value: JsonObject, names: readonly string[], walk: Walk): readonly Mistake[] {
  const last = names.at(-1)
  if (last === undefined || !names.every((name) => Object.hasOwn(value, name))) return []
  const quoted = names.map((name) => `"${name}"`)
  const message = `${describeSubject(walk.at)} has both ${quoted.join(' and ')}.`
  const hint = `keep one of ${alternatives(quoted)}.`
  return [{ code: 'keys-exclusive', message, pointer: into(walk, last).at, part: 'key', hint }]
}
