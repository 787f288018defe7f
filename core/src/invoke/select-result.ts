import { resultAmbiguous, resultMissing, templateAbsent } from '../errors/index.ts'
import { canonicalJson, type Json, type Pointer, type Result, valueAt } from '../model/index.ts'
import type { BoundCall } from './bound-call.ts'
import { evaluateTemplate, type TemplateScope } from './evaluate-template.ts'
import { nameOf } from './name-of.ts'

/** What an element must have where, evaluated: pointer and canonical text. */
export type Wanted = readonly (readonly [Pointer, string])[]

/** Throws `template-absent` where a value to compare with is absent: it would match what has no such field. */
export function wantedBy(result: Result, scope: TemplateScope): Wanted | undefined {
  if (result.where === undefined) return undefined
  return Object.entries(result.where).map(([at, template]) => {
    const value = evaluateTemplate(template, scope)
    if (value !== undefined) return [at, canonicalJson(value)]
    throw templateAbsent(`"where" compares ${at} with a value that is absent.`, {
      hint: 'Give the input that it reads.',
    })
  })
}

export function elementsAt(body: Json, at: Pointer, call: BoundCall): readonly Json[] {
  const elements = valueAt(body, at)
  if (Array.isArray(elements)) return elements
  if (elements === null) return []
  throw resultMissing(`${nameOf(call)} was answered without an array at "${at}".`, { doubt: true })
}

/** The one element that has what is wanted, `undefined` where there is none. Throws `result-ambiguous`. */
export function findElement(elements: readonly Json[], wanted: Wanted, call: BoundCall): Json | undefined {
  const found = elements.filter((element) => wanted.every(([at, text]) => canonicalJson(valueAt(element, at)) === text))
  if (found.length <= 1) return found[0]
  throw resultAmbiguous(`${nameOf(call)} was answered with ${found.length} elements that match "where".`, {
    hint: 'Compare more fields in "where", so that one element at most matches.',
    doubt: true,
  })
}

/** What an absent result means. Throws `result-missing`. */
export function absent(result: Result, call: BoundCall): null {
  if (result.missing === 'none') return null
  const what =
    result.where === undefined ? `nothing at "${result.at}"` : `no element at "${result.at}" that matches "where"`
  throw resultMissing(`${nameOf(call)} was answered with ${what}.`, {
    hint: 'If that may happen, say "missing: none" in the operation\'s "result".',
    doubt: true,
  })
}
