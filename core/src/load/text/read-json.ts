import { isJsonObject, type Json, withoutPrototypes } from '../../model/index.ts'

export const deepestNesting = 200

/**
 * The value of a JSON text. `invalid`: it is none. `odd`: it has what parsing hides (a property given twice, a number
 * that loses digits) or is nested too deeply, and has to be read slowly.
 */
export function readJson(text: string): { readonly value: Json } | 'invalid' | 'odd' {
  const value = parse(text)
  if (value === undefined) return 'invalid'
  if (isDeep(value, deepestNesting) || countWritten(text) !== countNames(value) || hasLossyNumber(value)) return 'odd'
  return { value: withoutPrototypes(value) }
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Names of properties, in a text that is JSON. */
function countWritten(text: string): number {
  let written = 0
  for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (colon !== undefined) written++
  return written
}

function isDeep(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((inner: Json) => isDeep(inner, levels - 1))
}

function countNames(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0
  const inner: readonly Json[] = Object.values(value)
  return inner.reduce((count: number, item) => count + countNames(item), isJsonObject(value) ? inner.length : 0)
}

function hasLossyNumber(value: Json): boolean {
  if (typeof value === 'number')
    return !Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))
  return typeof value === 'object' && value !== null && Object.values(value).some(hasLossyNumber)
}
