import { isJsonObject, type Json, parseJson } from '../../model/index.ts'

export const deepestNesting = 200

/** The value of a JSON text, undefined where it is none. */
export function readJson(text: string): Json | undefined {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

/**
 * Whether a valid JSON text has something that parsing hides: a property given twice, a number that loses digits, or
 * nesting that is too deep.
 */
export function hidesSomething(text: string, value: Json): boolean {
  let written = 0
  for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (colon !== undefined) written++
  return isDeep(value, deepestNesting) || written !== countNames(value) || hasLossyNumber(value)
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
